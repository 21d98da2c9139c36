import { time } from "./format.ts";

const takenWords = {
  number_copied: "60 numbers",
  evidence_packaged: "60 packages",
  calls_exported: "20 exports",
} as const;

/** Why somebody may take no more just now, and when they may again. */
export function limitWords(kind: keyof typeof takenWords, freeAt: Date): string {
  // The minute after: a moment within it would be promised too early.
  const again = new Date(freeAt.getTime() + 60_000);
  return `You reached the limit of ${takenWords[kind]} in an hour. It works again at ${time(again)} UTC. An admin has been told.`;
}
