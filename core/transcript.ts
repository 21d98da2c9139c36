import { z } from "zod";

/**
 * One turn of a transcript, as stored in `core.calls.transcript_segments`.
 * `speaker` is "agent", "caller", "unknown" or a voice label ("S1", "S2") where roles are not known.
 * `start` and `end` are seconds from the start of the recording; null where the source gave none.
 */
export const Segment = z.object({
  speaker: z.string().min(1),
  start: z.number().nonnegative().nullable(),
  end: z.number().nonnegative().nullable(),
  text: z.string(),
});
export type Segment = z.infer<typeof Segment>;

/** One recognised word: seconds, confidence 0..1 or null where the engine gives none. */
export const Word = z.object({
  word: z.string(),
  start: z.number().nonnegative(),
  end: z.number().nonnegative(),
  confidence: z.number().min(0).max(1).nullable(),
  speaker: z.string(),
});
export type Word = z.infer<typeof Word>;

/** The plain text of a transcript, one `speaker: text` line a turn; what `core.calls.transcript_text` holds. */
export function transcriptText(segments: readonly Segment[]): string {
  return segments.map((segment) => `${segment.speaker}: ${segment.text}`).join("\n");
}
