"use client";

import { Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { copyText } from "../../../../lib/copy-text.ts";
import { readNumber } from "./actions.ts";

/** Who called, masked until somebody copies the number: that is kept with who did it. */
export function CallerNumber({ callId, masked }: { callId: string; masked: string }) {
  const [full, setFull] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const copy = async () => {
    try {
      const answer = await readNumber(callId);
      if ("problem" in answer) return setSaid(answer.problem);
      setFull(answer.shown);
      const isCopied = await copyText(answer.number);
      setSaid(
        isCopied
          ? "Copied. Kept with your name."
          : "This page may not copy; it is shown instead. Kept with your name.",
      );
    } catch {
      setSaid("Not copied. Check the connection and try again.");
    }
  };
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="whitespace-nowrap font-semibold text-[18px] leading-6 tracking-[-.02em]">
        {full ?? masked}
      </span>
      <Button
        variant="ghost"
        size="icon"
        aria-label="Copy the caller's number"
        title="Copy the number"
        onClick={() => void copy()}
      >
        <Copy className="size-4" strokeWidth={1.75} aria-hidden="true" />
      </Button>
      <span role="status" className="text-muted-foreground text-xs">
        {said}
      </span>
    </span>
  );
}
