import { storableText } from "@callscript/core/storable-json.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { z } from "zod";
import type { NumberedLine } from "./read-lines.ts";

const Seconds = z.number().nonnegative().nullish();
export const Turn = z.object({
  speaker: z.string().nullish(),
  text: z.string(),
  start: Seconds,
  end: Seconds,
});
export type Turn = z.infer<typeof Turn>;

/** A day (its first minute, UTC) or a moment with its offset. */
export const RowDate = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: "a day such as 2026-11-20 or a moment such as 2026-11-20T15:04:05Z",
  })
  .refine((date) => {
    const year = new Date(date).getUTCFullYear();
    return year >= 1990 && year <= 2100;
  }, "between 1990 and 2100");

/** A call's name in its set. */
export const callId = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{1,200}$/, "letters, digits, '.', '_', ':' and '-', at most 200");

/** ITU-T E.164: more digits are another number, of a card or an account, which is kept nowhere. */
export const callerNumber = z
  .string()
  .max(100)
  .refine((text) => (text.match(/\p{Nd}/gu) ?? []).length <= 15, "a telephone number has at most 15 digits");

/** What both formats share. Whatever else a row holds is kept with the call as it is. */
const Row = z.looseObject({
  id: callId,
  vertical: Vertical.nullish(),
  date: RowDate.nullish(),
  duration_seconds: z.number().nonnegative().max(2_000_000_000).nullish(),
  caller_number: callerNumber.transform(storableText).nullish(),
});

export const TranscriptRow = Row.extend({ turns: z.array(Turn).min(1, "no turns") });
export type TranscriptRow = z.infer<typeof TranscriptRow>;

/** `duration` is another name of `duration_seconds`. */
export const RecordingRow = Row.extend({
  file: z.string().min(1),
  duration: z.number().nonnegative().max(2_000_000_000).nullish(),
});
export type RecordingRow = z.infer<typeof RecordingRow>;

export type ReadLine<T> = { ok: true; row: T } | { ok: false; reason: string };

/** Reads one line of JSON; the reason names the field and holds none of the line's words. */
export function readLine<T>(line: NumberedLine, schema: z.ZodType<T>): ReadLine<T> {
  if (line.text === null) return { ok: false, reason: line.fault };
  let json: unknown;
  try {
    json = JSON.parse(line.text);
  } catch {
    return { ok: false, reason: "not JSON" };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, row: parsed.data };
  const issues = parsed.error.issues.slice(0, 3);
  return {
    ok: false,
    reason: issues.map((issue) => `${issue.path.join(".") || "row"}: ${issue.message}`).join("; "),
  };
}

const roles = new Map([
  ...["agent", "rep", "representative", "advisor"].map((name) => [name, "agent"] as const),
  ...["caller", "customer", "client", "consumer"].map((name) => [name, "caller"] as const),
]);

/**
 * The turns as a transcript: times that are not given stay unknown; "agent" and "caller" and their other names are
 * roles, a missing speaker is "unknown", and every other name becomes a voice (S1, S2 ...) in the order in which they
 * speak.
 */
export function segmentsOf(turns: readonly Turn[]): Segment[] {
  const voices = new Map<string, string>();
  const speakerOf = (name: string) => {
    const known = name.trim().toLowerCase();
    const role = roles.get(known);
    if (role !== undefined) return role;
    if (known === "" || known === "unknown") return "unknown";
    const voice = voices.get(known) ?? `S${voices.size + 1}`;
    voices.set(known, voice);
    return voice;
  };
  return turns.map((turn) => ({
    speaker: speakerOf(turn.speaker ?? ""),
    start: turn.start ?? null,
    end: turn.end ?? null,
    text: storableText(turn.text),
  }));
}

export type StartSource = "row" | "option" | "file_name" | "file_time" | "import_time";

/** When the call was: as the row says, else as the caller of the import says, else now. */
export function startOf(
  row: { date?: string | Date | null | undefined },
  option: Date | null,
  now: Date,
): { startTimeUtc: Date; source: StartSource } {
  if (row.date) return { startTimeUtc: new Date(row.date), source: "row" };
  if (option !== null) return { startTimeUtc: option, source: "option" };
  return { startTimeUtc: now, source: "import_time" };
}
