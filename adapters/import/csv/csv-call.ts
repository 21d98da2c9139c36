import { storableText } from "@callscript/core/storable-json.ts";
import type { Usd } from "@callscript/core/usd.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { z } from "zod";
import { callerNumber, callId, type Turn } from "../import-row.ts";
import { notUnderstood } from "../not-understood.ts";
import { type MomentOptions, readMoment } from "../read-moment.ts";
import type { Delimiter } from "./find-delimiter.ts";
import { type ColumnMap, type CsvField, csvFields } from "./map-columns.ts";
import { readAmount } from "./read-amount.ts";
import { readSeconds } from "./read-seconds.ts";
import { transcriptTurns } from "./transcript-turns.ts";

/** Where the words of a call are: said in the row, in a file beside it, or behind a link. */
export type CsvContent =
  | { kind: "transcript"; turns: Turn[] }
  | { kind: "file"; file: string }
  | { kind: "link"; url: string };

/** One row of a table, understood. What the table has no column or no value for is null. */
export interface CsvCall {
  id: string;
  startTimeUtc: Date | null;
  vertical: Vertical | null;
  campaign: string | null;
  campaignId: string | null;
  publisher: string | null;
  buyer: string | null;
  target: string | null;
  callerNumber: string | null;
  durationSeconds: number | null;
  connectedSeconds: number | null;
  revenue: Usd | null;
  payout: Usd | null;
  endCallSource: string | null;
  isDuplicate: boolean | null;
  /** null: the row names no recording and no transcript. */
  content: CsvContent | null;
  /** The whole row by its headers, without the transcript. */
  record: Record<string, string>;
}

export interface LinkOptions {
  /** Why the vault would refuse a link; null: it would ask for it. */
  linkFault(link: string): string | null;
}

export type ReadCsvCall = { ok: true; call: CsvCall } | { ok: false; reason: string };

export interface CsvCallOptions extends MomentOptions, LinkOptions {
  headers: readonly string[];
  columns: ColumnMap;
  delimiter: Delimiter;
}

/** Makes a reader of rows; a reason names the field and the value that was not understood. */
export function csvCallReader(options: CsvCallOptions): (cells: readonly string[]) => ReadCsvCall {
  const schema = schemaOf(options);
  return (cells) => {
    const given = Object.fromEntries(
      csvFields.map((field) => [field, cellOf(field, cells, options.columns)]),
    );
    const parsed = schema.safeParse(given);
    if (!parsed.success) {
      const issues = parsed.error.issues.slice(0, 3);
      return { ok: false, reason: issues.map((one) => `${one.path.join(".")}: ${one.message}`).join("; ") };
    }
    const { transcript, file, recording_url, ...row } = parsed.data;
    return {
      ok: true,
      call: {
        id: row.id,
        startTimeUtc: row.date,
        vertical: row.vertical,
        campaign: row.campaign,
        campaignId: row.campaign_id,
        publisher: row.publisher,
        buyer: row.buyer,
        target: row.target,
        callerNumber: row.caller_number,
        durationSeconds: row.duration_seconds,
        connectedSeconds: row.connected_seconds,
        revenue: row.revenue,
        payout: row.payout,
        endCallSource: row.end_call_source,
        isDuplicate: row.is_duplicate,
        content: contentOf(transcript, file, recording_url),
        record: recordOf(cells, options),
      },
    };
  };
}

function contentOf(turns: Turn[] | null, file: string | null, url: string | null): CsvContent | null {
  if (turns !== null) return { kind: "transcript", turns };
  if (file !== null) return { kind: "file", file };
  return url === null ? null : { kind: "link", url };
}

function cellOf(field: CsvField, cells: readonly string[], columns: ColumnMap): string | null {
  const column = columns.get(field);
  const text = storableText(column === undefined ? "" : (cells[column] ?? "")).trim();
  return /^(-no value-|n\/a|null|-)?$/i.test(text) ? null : text;
}

function recordOf(cells: readonly string[], { headers, columns }: CsvCallOptions): Record<string, string> {
  const transcript = columns.get("transcript");
  const entries = headers.flatMap((header, column) => {
    const isTwin = headers.indexOf(header) !== column;
    const name = header === "" || isTwin ? `${header} (column ${column + 1})`.trim() : header;
    return column === transcript ? [] : [[name, cells[column] ?? ""] as const];
  });
  return Object.fromEntries(entries);
}

function schemaOf({ delimiter, linkFault, ...moments }: CsvCallOptions) {
  const Text = z.string().max(1000, "longer than 1000 characters").nullable();
  const read = <T>(readText: (text: string) => { ok: true; value: T } | { ok: false; reason: string }) =>
    z
      .string()
      .nullable()
      .transform((text, context): T | null => {
        if (text === null) return null;
        const found = readText(text);
        if (found.ok) return found.value;
        context.addIssue({ code: "custom", message: found.reason });
        return z.NEVER;
      });
  const Seconds = read((text) => {
    const value = readSeconds(text);
    return value === null ? notUnderstood(text, "is no length such as 126 or 2:06") : { ok: true, value };
  });
  const Amount = read((text) => {
    const found = readAmount(text, delimiter);
    return found.ok ? { ok: true, value: found.usd } : found;
  });
  return z.object({
    id: z.string("none given").pipe(callId),
    date: read((text) => {
      const found = readMoment(text, moments);
      return found.ok ? { ok: true, value: found.at } : found;
    }),
    vertical: read((text) => {
      const value = Vertical.options.find((one) => one.toLowerCase() === text.toLowerCase());
      return value === undefined
        ? notUnderstood(text, `is none of ${Vertical.options.join(", ")}`)
        : { ok: true, value };
    }),
    campaign: Text,
    campaign_id: Text,
    publisher: Text,
    buyer: Text,
    target: Text,
    // "1.55501E+10" is a number that a spreadsheet rounded: unknown rather than wrong.
    caller_number: callerNumber
      .nullable()
      .transform((text) => (text !== null && /^\d[.,]\d+E\+?\d+$/i.test(text) ? null : text)),
    duration_seconds: Seconds,
    connected_seconds: Seconds,
    revenue: Amount,
    payout: Amount,
    end_call_source: Text,
    is_duplicate: read((text) => {
      if (/^(yes|true|1)$/i.test(text)) return { ok: true, value: true };
      return /^(no|false|0)$/i.test(text)
        ? { ok: true, value: false }
        : notUnderstood(text, "is neither yes nor no");
    }),
    recording_url: read((text) => {
      if (!/^https?:\/\//i.test(text)) return { ok: false, reason: "no link that begins with https://" };
      const fault = linkFault(text);
      return fault === null ? { ok: true, value: text } : { ok: false, reason: fault };
    }),
    file: Text,
    transcript: z
      .string()
      .nullable()
      .transform((text) => {
        const turns = text === null ? [] : transcriptTurns(text);
        return turns.length === 0 ? null : turns;
      }),
  });
}
