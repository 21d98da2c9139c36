import type { Flag } from "../../flag.ts";

/** The stretch of the recording that a flag is heard in, and the name of its file. */
export interface EvidenceClip {
  name: string;
  code: string;
  from: number;
  to: number;
}

const aroundSeconds = 15;
/** Of a flag that lasts: what is longer is heard on the recording itself. */
const longestSeconds = 120;

/** A clip around each quote, from 15 s before it to 15 s after; flags without a time have none. */
export function clipSpans(flags: readonly Pick<Flag, "code" | "start" | "end">[]): EvidenceClip[] {
  return flags.flatMap(({ code, start, end }, index) => {
    if (start === null) return [];
    const from = Math.max(0, start - aroundSeconds);
    const to = Math.min(Math.max(end ?? start, start) + aroundSeconds, from + longestSeconds);
    return [{ name: `clips/${String(index + 1).padStart(2, "0")}-${code}.wav`, code, from, to }];
  });
}
