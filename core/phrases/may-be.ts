import type { Who } from "../rule.ts";

/** Who may have said a turn: a voice without a role matches both sides. */
export function mayBe(speaker: string, who: Who): boolean {
  return who === "anyone" || speaker === who || (speaker !== "agent" && speaker !== "caller");
}
