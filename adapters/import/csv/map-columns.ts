/** What a column can be, with the headers that say so by themselves, the most telling first; see docs/formats.md. */
const synonyms = {
  id: ["inbound call id", "call id", "call uuid", "call sid", "id"],
  date: [
    "call date",
    "call dt",
    "call date time",
    "call start",
    "start time",
    "call time",
    "date time",
    "date",
    "timestamp",
  ],
  vertical: ["vertical"],
  campaign: ["campaign name", "campaign"],
  campaign_id: ["campaign id"],
  publisher: ["publisher name", "publisher"],
  buyer: ["buyer name", "buyer"],
  target: ["target name", "target"],
  caller_number: [
    "inbound phone number",
    "caller id",
    "caller number",
    "caller phone number",
    "caller phone",
    "caller",
  ],
  duration_seconds: [
    "duration seconds",
    "call length in seconds",
    "call length",
    "call duration",
    "duration",
  ],
  connected_seconds: [
    "connected seconds",
    "connected call length in seconds",
    "connected call length",
    "connected duration",
  ],
  revenue: ["revenue", "conversion amount"],
  payout: ["payout", "payout amount"],
  end_call_source: ["end call source", "hangup source", "hangup"],
  is_duplicate: ["is duplicate", "duplicate"],
  recording_url: ["recording url", "recording link", "call recording url", "call recording", "recording"],
  file: ["file", "file name", "recording file", "audio file"],
  transcript: ["transcript", "transcript text", "call transcript", "transcription"],
} as const satisfies Record<string, readonly string[]>;

export type CsvField = keyof typeof synonyms;
export const csvFields = Object.keys(synonyms) as readonly CsvField[];

/** Which column (from 0) holds a field; a field without a column is not in it. */
export type ColumnMap = ReadonlyMap<CsvField, number>;

export type MappedColumns = { ok: true; columns: ColumnMap } | { ok: false; reason: string };

/** The columns that say where a call's words are; a file needs at least one of them. */
const contentFields = ["transcript", "file", "recording_url"] as const;

/**
 * Finds each field's column: the one that `wanted` names, else the first header that is one of its synonyms, whatever
 * its case, spaces and marks. In `wanted` "#8" is the eighth column, and an empty name means that there is none.
 */
export function mapColumns(
  headers: readonly string[],
  wanted: ReadonlyMap<CsvField, string> = new Map(),
): MappedColumns {
  const columns = new Map<CsvField, number>();
  const places = new Map<string, number[]>();
  for (const [index, header] of headers.entries())
    places.set(plain(header), [...(places.get(plain(header)) ?? []), index]);
  for (const [field, name] of wanted) {
    if (name === "") continue;
    const place = placeOf(name, headers);
    const [first, ...twins] = place === null ? (places.get(plain(name)) ?? []) : [place];
    if (first === undefined) return fault(`There is no column "${name}"`, headers);
    if (twins.length > 0) return twinFault(field, name, [first, ...twins]);
    columns.set(field, first);
  }
  const taken = new Set(columns.values());
  for (const field of csvFields) {
    if (wanted.has(field)) continue;
    const found = synonyms[field].flatMap((name) => places.get(plain(name)) ?? []);
    const place = found.find((index) => !taken.has(index));
    if (place === undefined) continue;
    const twins = (places.get(plain(headers[place] ?? "")) ?? []).filter((index) => !taken.has(index));
    if (twins.length > 1) return twinFault(field, headers[place] ?? "", twins);
    columns.set(field, place);
    taken.add(place);
  }
  if (!columns.has("id")) return fault("No column is known to hold the calls' ids", headers);
  if (!contentFields.some((field) => columns.has(field)))
    return fault("No column is known to hold a recording's link, its file or a transcript", headers);
  return { ok: true, columns };
}

/** The column (from 0) that "#8" means, unless one is called so; null: the name is no place. */
function placeOf(name: string, headers: readonly string[]): number | null {
  const place = Number(/^#([1-9]\d{0,4})$/.exec(name)?.[1] ?? 0);
  return place < 1 || place > headers.length || headers.includes(name) ? null : place - 1;
}

function twinFault(field: CsvField, name: string, twins: readonly number[]): MappedColumns {
  const numbers = twins.map((index) => `#${index + 1}`);
  const [first = ""] = numbers;
  return {
    ok: false,
    reason: `${twins.length === 2 ? "Two" : twins.length} columns are called "${name}": ${numbers.join(" and ")}. --map ${field}=${first} takes one of them, --map ${field}= takes none.`,
  };
}

function fault(what: string, headers: readonly string[]): MappedColumns {
  const names = headers.map((header) => `"${header}"`).join(", ");
  return { ok: false, reason: `${what}. Name it with --map field=column. The columns are: ${names}.` };
}

/** "Inbound Call ID", "inboundCallId" and "inbound_call_id" are one name. */
function plain(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Reads `id=Call ID,date=Call Date`; a comma belongs to a column's name unless a field follows it. */
export function parseMapOption(
  options: readonly string[],
): { ok: true; wanted: Map<CsvField, string> } | { ok: false; reason: string } {
  const wanted = new Map<CsvField, string>();
  for (const part of options.flatMap((option) => option.split(/,(?=\s*\w+\s*=)/))) {
    const [, name = "", column = ""] = /^\s*(\w+)\s*=(.*)$/s.exec(part) ?? [];
    const field = csvFields.find((one) => one === name);
    if (field === undefined)
      return {
        ok: false,
        reason: `--map takes field=column, not "${part}". The fields are ${csvFields.join(", ")}.`,
      };
    wanted.set(field, column.trim());
  }
  return { ok: true, wanted };
}
