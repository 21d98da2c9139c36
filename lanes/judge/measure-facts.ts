import type { Segment } from "@callscript/core/transcript.ts";

/** A measured stretch of the recording, in seconds from its start. */
export interface Measurement {
  measure: "longest_silence" | "no_speech" | "one_sided_speech";
  value: number;
  unit: "seconds" | "share";
  start: number;
  end: number;
}

/**
 * Measures what needs no words: the longest silence between turns (also before the first and after the last), no
 * speech at all, and the share of talk of the side that talks most. What the transcript gives no times for is not
 * measured.
 */
export function measureFacts(segments: readonly Segment[], recordingSeconds: number | null): Measurement[] {
  const spoken = segments.filter((segment) => segment.text.trim() !== "");
  if (spoken.length === 0) {
    return recordingSeconds === null || recordingSeconds === 0
      ? []
      : [{ measure: "no_speech", value: recordingSeconds, unit: "seconds", start: 0, end: recordingSeconds }];
  }
  const timed = spoken.flatMap(({ start, end, speaker }) =>
    start === null || end === null ? [] : [{ start, end, speaker }],
  );
  if (timed.length !== spoken.length) return [];
  return [longestSilence(timed, recordingSeconds), ...oneSided(timed, recordingSeconds)];
}

interface Timed {
  start: number;
  end: number;
  speaker: string;
}

function longestSilence(timed: readonly Timed[], recordingSeconds: number | null): Measurement {
  const ordered = [...timed].sort((a, b) => a.start - b.start);
  let heardUntil = 0;
  let longest = { start: 0, end: 0 };
  const consider = (start: number, end: number) => {
    if (end - start > longest.end - longest.start) longest = { start, end };
  };
  for (const turn of ordered) {
    consider(heardUntil, turn.start);
    heardUntil = Math.max(heardUntil, turn.end);
  }
  if (recordingSeconds !== null) consider(heardUntil, recordingSeconds);
  return {
    measure: "longest_silence",
    value: round(longest.end - longest.start),
    unit: "seconds",
    start: longest.start,
    end: longest.end,
  };
}

function oneSided(timed: readonly Timed[], recordingSeconds: number | null): Measurement[] {
  const talk = new Map<string, number>();
  for (const turn of timed) {
    if (turn.speaker !== "agent" && turn.speaker !== "caller") return [];
    talk.set(turn.speaker, (talk.get(turn.speaker) ?? 0) + turn.end - turn.start);
  }
  const total = [...talk.values()].reduce((sum, seconds) => sum + seconds, 0);
  if (total === 0) return [];
  const end = recordingSeconds ?? Math.max(...timed.map((turn) => turn.end));
  return [
    {
      measure: "one_sided_speech",
      value: round(Math.max(...talk.values()) / total),
      unit: "share",
      start: 0,
      end,
    },
  ];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
