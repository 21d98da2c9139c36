import type { Decided } from "@callscript/core/desk/decide-calls.ts";
import { count, wait } from "../../../lib/format.ts";

export type Choice = "confirmed_bad" | "marked_safe" | "reopened";

const past: Record<Choice, string> = {
  confirmed_bad: "confirmed bad",
  marked_safe: "marked safe",
  reopened: "reopened",
};

const verdictWords = { confirmed_bad: "confirmed it bad", marked_safe: "marked it safe" } as const;

/** "3 calls confirmed bad, $170.00." */
export function savedWords(saved: number, choice: Choice, money: string | null): string {
  const calls = saved === 1 ? "1 call" : `${count(saved)} calls`;
  return `${calls} ${past[choice]}${money === null ? "" : `, ${money}`}.`;
}

/** "Jon marked it safe 8 s ago. Nothing was overwritten." */
export function conflictWords({ decided_by, verdict, secondsAgo }: Decided): string {
  if (decided_by === null) return "It was judged again meanwhile. Nothing was overwritten.";
  const what = verdict === null ? "reopened it" : verdictWords[verdict];
  const when = secondsAgo === null ? "" : ` ${wait(secondsAgo)} ago`;
  return `${decided_by} ${what}${when}. Nothing was overwritten.`;
}

/** "44 saved, 3 changed by others." */
export function partlyWords(saved: number, conflicts: number): string {
  return `${count(saved)} saved, ${count(conflicts)} changed by others.`;
}
