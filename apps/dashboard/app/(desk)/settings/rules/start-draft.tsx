"use client";

import { useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { startDraft } from "./draft-actions.ts";

/** Begins the pack's draft. */
export function StartDraft({ pack, label }: { pack: string; label: string }) {
  const [problem, setProblem] = useState("");
  const [pending, begin] = useTransition();
  const start = () =>
    begin(async () => {
      try {
        await startDraft(pack);
        setProblem("");
      } catch {
        setProblem("No draft was begun. Check the connection and try again.");
      }
    });
  return (
    <>
      <span role="status" className="mr-2 text-sub">
        {problem}
      </span>
      <Button variant="primary" disabled={pending} onClick={start}>
        {label}
      </Button>
    </>
  );
}
