import { count } from "./format.ts";

/** What the strip says while the browser is cut off. */
export function offlineWords(kept: number): string {
  if (kept === 0) return "You are offline. What you see stays, and is read again when you are back.";
  return `You are offline. ${count(kept)} ${kept === 1 ? "decision is" : "decisions are"} kept in this tab and sent when you are back.`;
}
