import type { CallStatus } from "@callscript/core/call-state.ts";
import { Check, CircleMinus, Flag, TriangleAlert } from "lucide-react";

const quarters: Partial<Record<CallStatus, number>> = {
  pending: 0,
  downloaded: 1,
  processing: 2,
  transcribed: 3,
};
const around = 2 * Math.PI * 5;

/** How far a call is: a ring that fills by quarters, then what became of it. The words stand beside it. */
export function StatusGlyph({ status }: { status: CallStatus }) {
  const icon = { className: "size-3.5 flex-none", strokeWidth: 1.75, "aria-hidden": true } as const;
  const done = quarters[status];
  if (done !== undefined)
    return (
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className="flex-none -rotate-90">
        <circle cx="7" cy="7" r="5" fill="none" strokeWidth="2" className="stroke-border-strong" />
        <circle
          cx="7"
          cy="7"
          r="5"
          fill="none"
          strokeWidth="2"
          strokeDasharray={`${(around * done) / 4} ${around}`}
          className="stroke-signal"
        />
      </svg>
    );
  if (status === "flagged") return <Flag {...icon} />;
  if (status === "safe") return <Check {...icon} className="size-3.5 flex-none text-safe" />;
  if (status === "failed") return <TriangleAlert {...icon} className="size-3.5 flex-none text-sev-4" />;
  return <CircleMinus {...icon} className="size-3.5 flex-none text-muted-foreground" />;
}
