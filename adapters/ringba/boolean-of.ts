/** A boolean however it was written (true, "Yes", 1, "0"); null for everything else. */
export function booleanOf(value: unknown): boolean | null {
  const word = String(value).trim().toLowerCase();
  if (word === "true" || word === "yes" || word === "1") return true;
  return word === "false" || word === "no" || word === "0" ? false : null;
}
