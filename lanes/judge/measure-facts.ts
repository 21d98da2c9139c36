import type { Measure } from "@callscript/core/rule.ts";
import type { CallToJudge } from "./judge-one.ts";
import { loudShare, silentChannel } from "./loudness.ts";
import { type QuietStretch, quietStretches } from "./quiet-stretches.ts";

/** A measured fact with the stretch of the recording it was measured on, in seconds from its start. */
export interface Measurement {
  measure: Measure;
  value: number;
  unit: "seconds" | "share" | "calls";
  start: number | null;
  end: number | null;
  /** What was measured, as a sentence without its full stop. */
  says: string;
}

type Measured = Pick<CallToJudge, "segments" | "words" | "recordingSeconds" | "peaks" | "earlierCalls">;

/** A pause that is loud for more than this share is music or noise, not silence; ringing is loud for a third. */
const soundShare = 0.2;
/** Less talk than this says nothing of who talks. */
const leastTalkSeconds = 20;

/**
 * Measures what needs no words: no speech at all, the longest pause (quiet, or loud with music), a channel without
 * anybody on it, the share of talk of one side, and earlier calls of the same number. What the transcript gives no times
 * for, or the recording no peaks, is not measured.
 */
export function measureFacts(call: Measured): Measurement[] {
  const spoken = call.segments.filter(({ text }) => text.trim() !== "");
  const about = { ...call, segments: spoken };
  return [
    ...(spoken.length === 0 ? noSpeech(about) : [...longestPauses(about), ...oneSided(about)]),
    ...emptyChannel(about),
    ...earlierCalls(about),
  ];
}

function noSpeech({ recordingSeconds, peaks }: Measured): Measurement[] {
  const seconds = recordingSeconds ?? peaks?.seconds ?? null;
  if (seconds === null || seconds === 0) return [];
  const loud = peaks === null ? null : loudShare(peaks, 0, seconds);
  const sound = loud !== null && loud > soundShare ? "; what is heard is music or noise" : "";
  const whole = { value: round(seconds), unit: "seconds" as const, start: 0, end: seconds };
  return [
    { measure: "no_speech", ...whole, says: `Nobody speaks in ${round(seconds)} seconds${sound}` },
    ...(sound === ""
      ? []
      : [{ measure: "sound_without_speech" as const, ...whole, says: "Music or noise, and nobody speaks" }]),
  ];
}

function longestPauses({ segments, words, recordingSeconds, peaks }: Measured): Measurement[] {
  const seconds = recordingSeconds ?? peaks?.seconds ?? null;
  const stretches = quietStretches(segments, words, seconds);
  if (stretches === null) return [];
  const isLoud = ({ start, end }: QuietStretch) =>
    peaks !== null && (loudShare(peaks, start, end) ?? 0) > soundShare;
  const silence = longest(stretches.filter((stretch) => !isLoud(stretch)));
  const sound = longest(stretches.filter(isLoud));
  return [
    pause("longest_silence", silence, "Nobody speaks for"),
    pause("sound_without_speech", sound, "Music or noise, and nobody speaks, for"),
  ];
}

function pause(measure: Measure, { start, end, seconds }: QuietStretch, says: string): Measurement {
  const value = round(seconds);
  return { measure, value, unit: "seconds", start, end, says: `${says} ${value} seconds` };
}

function longest(stretches: readonly QuietStretch[]): QuietStretch {
  return stretches.reduce((most, one) => (one.seconds > most.seconds ? one : most), {
    start: 0,
    end: 0,
    seconds: 0,
  });
}

/** A transcript with two voices has both of them on the other channel: a mix, and no side is missing. */
function emptyChannel({ segments, peaks }: Measured): Measurement[] {
  const channel = peaks === null ? null : silentChannel(peaks);
  if (peaks === null || channel === null || new Set(segments.map(({ speaker }) => speaker)).size > 1)
    return [];
  const says = `The ${channel === 0 ? "first" : "second"} of two channels is silent for all ${round(peaks.seconds)} seconds`;
  return [
    {
      measure: "silent_channel",
      value: round(peaks.seconds),
      unit: "seconds",
      start: 0,
      end: peaks.seconds,
      says,
    },
  ];
}

/** Only where every turn is known to be the agent's or the caller's: a voice without a role may be either. */
function oneSided({ segments }: Measured): Measurement[] {
  const talk = new Map<string, number>();
  let until = 0;
  for (const { speaker, start, end } of segments) {
    if ((speaker !== "agent" && speaker !== "caller") || start === null || end === null) return [];
    talk.set(speaker, (talk.get(speaker) ?? 0) + Math.max(0, end - start));
    until = Math.max(until, end);
  }
  const total = [...talk.values()].reduce((sum, seconds) => sum + seconds, 0);
  const [most] = [...talk].sort((a, b) => b[1] - a[1]);
  if (most === undefined || total < leastTalkSeconds) return [];
  const share = round(most[1] / total);
  const says = `The ${most[0]} has ${Math.round(share * 100)} % of the talk`;
  return [{ measure: "one_sided_speech", value: share, unit: "share", start: 0, end: until, says }];
}

function earlierCalls({ earlierCalls: earlier }: Measured): Measurement[] {
  const [last] = earlier;
  if (last === undefined) return [];
  const at = `${last.startTimeUtc.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const says = `The same number called this buyer ${earlier.length === 1 ? "once" : `${earlier.length} times`} before within the buyer's window, last at ${at}`;
  return [{ measure: "earlier_calls", value: earlier.length, unit: "calls", start: null, end: null, says }];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
