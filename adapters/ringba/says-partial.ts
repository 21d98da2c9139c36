/** Whether a page called itself partial: Ringba's `partialResult` comes as a boolean or as a word. */
export function saysPartial(partialResult: unknown): boolean {
  return String(partialResult).toLowerCase() === "true";
}
