"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { discardDraft } from "./draft-actions.ts";

const ConfirmDialog = dynamic(() => import("./confirm-dialog.tsx").then((module) => module.ConfirmDialog));

/** Throws the whole draft away, which cannot be undone: asked first. */
export function DiscardDraft({ pack, revision, words }: { pack: string; revision: string; words: string }) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [problem, setProblem] = useState("");
  const [pending, begin] = useTransition();
  const discard = () =>
    begin(async () => {
      const done = await discardDraft(pack, revision).catch(() => false);
      setOpen(false);
      setProblem(done ? "" : "Not discarded: the draft was changed meanwhile.");
      router.refresh();
    });
  return (
    <>
      <span role="status" className="text-xs">
        {problem}
      </span>
      <Button variant="ghost" onClick={() => setOpen(true)}>
        Discard draft
      </Button>
      {isOpen ? (
        <ConfirmDialog
          title="Discard the draft?"
          text={`The draft of ${pack}: ${words}. What was written in it is gone then, for everybody.`}
          action="Discard draft"
          disabled={pending}
          onConfirm={discard}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
