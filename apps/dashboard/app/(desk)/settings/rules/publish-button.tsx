"use client";

import type { BenchReport } from "@callscript/core/desk/bench.sql.ts";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";

const PublishDialog = dynamic(() => import("./publish-dialog.tsx").then((module) => module.PublishDialog));

export interface PublishProps {
  pack: string;
  next: string;
  /** What the bench found of this very draft; null: it was not tried. */
  bench: BenchReport | null;
  loss: string | null;
}

/** Opens the dialog for the draft as it stands; null: there is none, or no longer. */
export function PublishButton({
  draft,
  ...props
}: PublishProps & { draft: { revision: string; isReady: boolean } | null }) {
  /** As it was when the dialog was opened: what is published is what was looked at. */
  const [opened, setOpened] = useState<(PublishProps & { revision: string }) | null>(null);
  return (
    <>
      {draft === null ? null : (
        <Button
          variant="primary"
          disabled={!draft.isReady}
          onClick={() => setOpened({ ...props, revision: draft.revision })}
        >
          Publish v{props.next}
        </Button>
      )}
      {opened === null ? null : <PublishDialog {...opened} onClose={() => setOpened(null)} />}
    </>
  );
}
