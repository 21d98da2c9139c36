/** The fault of a value that cannot be read; the reason shows its first 40 characters. */
export function notUnderstood(text: string, what: string): { ok: false; reason: string } {
  return { ok: false, reason: `"${text.slice(0, 40)}" ${what}` };
}
