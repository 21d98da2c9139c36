import { replaceSpans, sensitiveSpans } from "./mask-turns.ts";

/** One text by itself with its card numbers, security codes and social-security numbers masked. */
export function maskText(text: string): string {
  const [spans = []] = sensitiveSpans([{ speaker: "unknown", text }]);
  return replaceSpans(text, spans);
}
