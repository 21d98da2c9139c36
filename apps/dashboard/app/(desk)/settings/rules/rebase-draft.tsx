"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { rebaseDraft } from "./draft-actions.ts";

/** Puts the draft on the version that was published meanwhile. */
export function RebaseDraft({ pack, revision, to }: { pack: string; revision: string; to: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [pending, begin] = useTransition();
  return (
    <>
      <span role="status" className="text-xs">
        {problem}
      </span>
      <Button
        disabled={pending}
        title="Rules that you did not change become that version's; yours are compared with it"
        onClick={() =>
          begin(async () => {
            const done = await rebaseDraft(pack, revision).catch(() => false);
            setProblem(done ? "" : "Not done: the draft was changed meanwhile.");
            router.refresh();
          })
        }
      >
        Take over v{to}
      </Button>
    </>
  );
}
