import type { Segment, Word } from "@callscript/core/transcript.ts";

/** A stretch of the recording, in seconds from its start. */
interface Stretch {
  start: number;
  end: number;
}

/** A stretch without speech; `seconds` is less than its length where something was said in it, nobody knows when. */
export interface QuietStretch extends Stretch {
  seconds: number;
}

/** Words must cover at least this share of the transcript's own to be read instead of its turns. */
const enoughWords = 0.8;
/** A turn without times takes so long a word, slowly spoken. */
const slowWordSeconds = 0.6;
/** What is said last by people who part: that the recording runs on after it is nobody's waiting. */
const farewell =
  /\b(?:good ?bye|bye|take care|so long|see you|talk (?:to you )?(?:soon|later)|have a (?:\w+ )?(?:one|day|night|evening|afternoon|weekend|week|holiday)|good ?night|hang(?:ing)? up|adi[oó]s|hasta (?:luego|pronto|mañana)|que (?:le|te) vaya bien|au revoir|tchau)\b/iu;
const lastTurns = 2;

/**
 * The stretches in which nobody speaks: before the first word, between words, and after the last one unless somebody
 * said goodbye. null where the transcript says of fewer than half of its turns when they were spoken.
 */
export function quietStretches(
  segments: readonly Segment[],
  words: readonly Word[],
  recordingSeconds: number | null,
): QuietStretch[] | null {
  const spoken = spokenStretches(segments, words);
  if (spoken === null) return null;
  const quiet: QuietStretch[] = [];
  let heardUntil = 0;
  let untimed: number[] = [];
  const consider = (until: number) => {
    // Turns nobody knows the time of split the stretch at worst into equal parts.
    const said = untimed.reduce((sum, count) => sum + count * slowWordSeconds, 0);
    const seconds = (until - heardUntil - said) / (untimed.length + 1);
    if (seconds > 0) quiet.push({ start: heardUntil, end: until, seconds });
    untimed = [];
  };
  for (const one of spoken) {
    if (typeof one === "number") untimed.push(one);
    else {
      if (one.start > heardUntil) consider(one.start);
      heardUntil = Math.max(heardUntil, one.end);
    }
  }
  const parted = segments.slice(-lastTurns).some(({ text }) => farewell.test(text));
  if (recordingSeconds !== null && !parted) consider(recordingSeconds);
  return quiet;
}

/** What is spoken in order: by words where they are known, since a turn may run on over a pause; else by turns. */
function spokenStretches(segments: readonly Segment[], words: readonly Word[]): (Stretch | number)[] | null {
  const counts = segments.map(({ text }) => text.trim().split(/\s+/).length);
  if (words.length > 0 && words.length >= counts.reduce((sum, count) => sum + count, 0) * enoughWords)
    return [...words].sort((a, b) => a.start - b.start);
  const timed = segments.filter(({ start, end }) => start !== null && end !== null).length;
  if (timed === 0 || timed * 2 < segments.length) return null;
  const turns = segments.map(({ start, end }, turn) =>
    start === null || end === null ? (counts[turn] ?? 0) : { start, end },
  );
  // Turns with times are in the order of their starts but for overlaps; those without stay between their neighbours.
  return turns.some((turn) => typeof turn === "number")
    ? turns
    : turns.sort((a, b) => startOf(a) - startOf(b));
}

function startOf(turn: Stretch | number): number {
  return typeof turn === "number" ? 0 : turn.start;
}
