import type { Outcome } from "@callscript/core/desk/people.sql.ts";

/** What came of a verb on a person, in words. */
export function outcomeWords(outcome: Outcome | undefined, done: string): string {
  if (outcome === "done") return done;
  if (outcome === "last_admin") return "Not done: this is the last admin. Make somebody else one first.";
  return "Nothing to change: it was done meanwhile.";
}
