/**
 * What a turn shows beside its words; a pattern may be one of them in braces, such as `{repeats_itself}`.
 *
 * `repeats_itself`: it ends a sentence with six words or more that the same voice ended one with in an earlier turn, word
 * for word. `same_opening`: at least three and two in five of the agent's turns open with the same stock approval, "Great!",
 * whatever was said. `other_language`: three words or more and no everyday English one. `no_common_language`: over the whole call
 * one side's words are English and the other's are not; it stands at the turns of the one whose are not.
 */
export const turnSigns = ["repeats_itself", "same_opening", "other_language", "no_common_language"] as const;
export type TurnSign = (typeof turnSigns)[number];

const names: ReadonlySet<string> = new Set(turnSigns);

/** The sign that a pattern asks for; null where it is made of words. */
export function signOf(pattern: string): TurnSign | null {
  const name = /^\s*\{([a-z_]+)\}\s*$/.exec(pattern)?.[1] ?? "";
  return isSign(name) ? name : null;
}

function isSign(name: string): name is TurnSign {
  return names.has(name);
}
