import { booleanOf } from "./boolean-of.ts";

/** Whether a page called itself partial: Ringba's `partialResult` comes as a boolean, a word or a number. */
export function saysPartial(partialResult: unknown): boolean {
  return booleanOf(partialResult) === true;
}
