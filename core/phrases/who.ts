/** Whose words a phrase is about. */
export const speakers = ["anyone", "agent", "caller"] as const;
export type Who = (typeof speakers)[number];

/** Who may have said a turn: a voice without a role matches both sides. */
export function mayBe(speaker: string, who: Who): boolean {
  return who === "anyone" || speaker === who || (speaker !== "agent" && speaker !== "caller");
}
