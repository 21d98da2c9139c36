"use client";

import { Check, Flag, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { Kbd } from "../../../../components/ui/kbd.tsx";
import { conflictWords } from "../../flags/decision-words.ts";
import { postReview } from "../../flags/post-review.ts";

type Choice = "confirmed_bad" | "marked_safe" | "reopened";
const words = { confirmed_bad: "Confirmed bad", marked_safe: "Marked safe" } as const;

export interface VerdictProps {
  callId: string;
  version: number;
  verdict: "confirmed_bad" | "marked_safe" | null;
  decidedBy: string | null;
  canDecide: boolean;
}

/** The verdict on one call, and its undo. */
export function VerdictButtons({ callId, version, verdict, decidedBy, canDecide }: VerdictProps) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, begin] = useTransition();
  const decide = (choice: Choice) =>
    begin(async () => {
      try {
        const [outcome] = await postReview({
          calls: [{ id: callId, version }],
          verdict: choice,
          idempotencyKey: crypto.randomUUID(),
        });
        setProblem(outcome?.outcome === "conflict" ? conflictWords(outcome) : null);
        router.refresh();
      } catch {
        // The reason is in the server's log; the buttons stay, so that it can be tried again.
        setProblem("Not saved. Check the connection and try again.");
      }
    });
  const latest = useRef({ decide, verdict, canDecide: canDecide && !pending });
  latest.current = { decide, verdict, canDecide: canDecide && !pending };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target;
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
      )
        return;
      const { decide: act, verdict: current, canDecide: open } = latest.current;
      if (!open) return;
      if (current === null && (event.key === "e" || event.key === "b")) act("confirmed_bad");
      if (current === null && event.key === "s") act("marked_safe");
      if (current !== null && (event.key === "u" || event.key === "z")) act("reopened");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  if (!canDecide) return null;
  return (
    <div className="px-4 py-3">
      {verdict === null ? (
        <div className="grid grid-cols-2 gap-2">
          <Button variant="primary" disabled={pending} onClick={() => decide("confirmed_bad")}>
            <Flag className="size-4" strokeWidth={1.75} /> Confirm bad <Kbd>E</Kbd>
          </Button>
          <Button disabled={pending} onClick={() => decide("marked_safe")}>
            <Check className="size-4" strokeWidth={1.75} /> Mark safe <Kbd>S</Kbd>
          </Button>
        </div>
      ) : (
        <p className="flex items-center gap-2">
          {verdict === "confirmed_bad" ? (
            <Flag className="size-4" strokeWidth={1.75} aria-hidden="true" />
          ) : (
            <Check className="size-4" strokeWidth={1.75} aria-hidden="true" />
          )}
          {words[verdict]} by {decidedBy ?? "somebody"}.
          <Button size="small" className="ml-auto" disabled={pending} onClick={() => decide("reopened")}>
            <RotateCcw className="size-3.5" strokeWidth={1.75} /> Undo <Kbd>U</Kbd>
          </Button>
        </p>
      )}
      <p role="alert" className="mt-2 text-sev-4-ink empty:hidden">
        {problem}
      </p>
    </div>
  );
}
