import type { Flag } from "../../flag.ts";

/** A stretch of the recording, the flags that are heard in it by their places, and the name of its file. */
export interface EvidenceClip {
  name: string;
  flags: number[];
  from: number;
  to: number;
}

const aroundSeconds = 15;
/** Of a flag that lasts: what is longer is heard on the recording itself. */
const longestSeconds = 120;
/** Of all clips of a package together. */
export const mostClipSeconds = 600;

/**
 * A clip around each quote, from 15 s before it to 15 s after, one for flags whose clips overlap; flags without a time have
 * none. The flags are in the order of time; those past what a package holds are counted as left out.
 */
export function clipSpans(flags: readonly Pick<Flag, "code" | "start" | "end">[]): {
  clips: EvidenceClip[];
  leftOut: number;
} {
  const clips: EvidenceClip[] = [];
  let leftOut = 0;
  let seconds = 0;
  for (const [index, { code, start, end }] of flags.entries()) {
    if (start === null) continue;
    const from = Math.max(0, start - aroundSeconds);
    const to = Math.min(Math.max(end ?? start, start) + aroundSeconds, from + longestSeconds);
    const last = clips.at(-1);
    const joined = last !== undefined && from >= last.from && from <= last.to ? last : null;
    const added = joined === null ? to - from : Math.max(0, to - joined.to);
    if (seconds + added > mostClipSeconds) {
      leftOut += 1;
      continue;
    }
    seconds += added;
    if (joined === null)
      clips.push({
        name: `clips/${String(index + 1).padStart(2, "0")}-${code}.wav`,
        flags: [index],
        from,
        to,
      });
    else {
      joined.to = Math.max(joined.to, to);
      joined.flags.push(index);
    }
  }
  return { clips, leftOut };
}
