import type { Run } from "./find-runs.ts";
import type { Transcript } from "./transcript.ts";

/** The digits of runs without those that another speaker repeats: a group, or everything so far. */
export function collapseEcho({ speakers }: Transcript, runs: readonly Run[]): string {
  let digits = "";
  let speaker: string | undefined;
  for (const run of runs) {
    const isOther = speaker !== undefined && speakers[run.turn] !== speaker;
    if (isOther && run.digits.length > 1 && digits.endsWith(run.digits)) continue;
    if (!isOther) speaker = speakers[run.turn];
    digits += run.digits;
  }
  return digits;
}
