import type { Flag } from "../flag.ts";
import type { Db } from "../query.ts";
import type { Segment } from "../transcript.ts";
import { callPeaks, ruleTexts } from "./call.sql.ts";
import { type Clip, cutClip } from "./cut-clip.ts";
import { type PreviewCall, previewCall } from "./preview.sql.ts";

export interface Preview {
  call: Omit<PreviewCall, "segments" | "start_time_utc">;
  /** The worst flag, which the inbox shows; null where the call has none. */
  flag: Flag | null;
  /** Which of the call's flags it is in the order of time, from 1. */
  place: number;
  others: Flag[];
  /** The line of the quote with the one before and the one after it. */
  lines: (Segment & { isQuoted: boolean })[];
  rule: Awaited<ReturnType<typeof ruleTexts.run>>[number] | null;
  /** The seconds that the lines and the clip are about. */
  span: { start: number; end: number | null } | null;
  clip: Clip | null;
}

/**
 * All that is shown of one call beside its row in a list: around its worst flag, or, given a second of the recording, around
 * what was said then; null where there is no such call.
 */
export async function readPreview(db: Db, id: string, at: number | null = null): Promise<Preview | null> {
  const [[found], [stored]] = await Promise.all([previewCall.run(db, id), callPeaks.run(db, id)]);
  if (found === undefined) return null;
  const { segments, start_time_utc: beganAt, ...call } = found;
  const [flag = null, ...others] = [...call.flags].sort((a, b) => b.severity - a.severity);
  const [rule = null] =
    flag === null || call.qa_version === null
      ? []
      : await ruleTexts.run(db, call.qa_version, [flag.code], beganAt);
  const turn = at === null ? (flag?.turn ?? null) : turnAt(segments ?? [], at);
  const end = at === null ? flag?.end : turn === null ? null : segments?.[turn]?.end;
  const start = at ?? flag?.start ?? null;
  const span = start === null ? null : { start, end: end ?? null };
  const inTime = [...call.flags].sort((a, b) => startOf(a) - startOf(b));
  return {
    call,
    flag,
    place: flag === null ? 0 : inTime.indexOf(flag) + 1,
    others: others.sort((a, b) => startOf(a) - startOf(b)),
    lines: linesAround(segments ?? [], turn),
    rule,
    span,
    clip:
      span === null || !call.has_recording
        ? null
        : cutClip(span, stored?.peaks ?? null, call.recording_seconds),
  };
}

const startOf = ({ start }: Flag) => start ?? Number.POSITIVE_INFINITY;

/** The line that is spoken at that second, or was the last before it. */
function turnAt(segments: readonly Segment[], at: number): number | null {
  const index = segments.findLastIndex(({ start }) => start !== null && start <= at);
  return index < 0 ? null : index;
}

function linesAround(segments: readonly Segment[], turn: number | null): Preview["lines"] {
  if (turn === null) return [];
  return segments
    .map((segment, index) => ({ ...segment, index }))
    .filter(({ index }) => Math.abs(index - turn) <= 1)
    .map(({ index, ...segment }) => ({ ...segment, isQuoted: index === turn }));
}
