import type { Run } from "./find-runs.ts";
import type { Transcript } from "./transcript.ts";

/** The digits of runs without those that another speaker repeats: a group, or everything so far. */
export function collapseEcho({ speakers }: Transcript, runs: readonly Run[]): string {
  const [first] = runs;
  if (first === undefined) return "";
  const speaker = speakers[first.turn];
  const isTold = runs.some(({ turn }) => speakers[turn] !== speaker);
  if (!isTold && isSaidTwice(runs)) return digitsOf(runs.filter((_, at) => at % 2 === 0));
  let digits = "";
  for (const run of runs) {
    const isEcho = speakers[run.turn] !== speaker && run.digits.length > 1 && digits.endsWith(run.digits);
    if (!isEcho) digits += run.digits;
  }
  return digits;
}

/** Where the speakers are not told apart: every group twice, each time in a turn of its own. */
function isSaidTwice(runs: readonly Run[]): boolean {
  return (
    runs.length % 2 === 0 &&
    runs.every((run, at) => {
      const other = runs[at % 2 === 0 ? at + 1 : at - 1];
      return run.digits.length > 1 && other?.digits === run.digits && other.turn !== run.turn;
    })
  );
}

function digitsOf(runs: readonly Run[]): string {
  return runs.map(({ digits }) => digits).join("");
}
