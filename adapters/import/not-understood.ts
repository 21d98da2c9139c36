import { maskText } from "@callscript/core/mask-sensitive/mask-text.ts";

/**
 * The fault of a value that cannot be read; the reason shows its first 40 characters, without card numbers
 * and the like.
 */
export function notUnderstood(text: string, what: string): { ok: false; reason: string } {
  return { ok: false, reason: `"${maskText(text.slice(0, 200)).slice(0, 40)}" ${what}` };
}
