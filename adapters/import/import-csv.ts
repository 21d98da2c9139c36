import { maskRecord } from "@callscript/core/mask-sensitive/mask-record.ts";
import { maskSegments } from "@callscript/core/mask-sensitive/mask-transcript.ts";
import { storableJson } from "@callscript/core/storable-json.ts";
import { transcriptText } from "@callscript/core/transcript.ts";
import { uuidV7 } from "@callscript/core/uuid-v7.ts";
import { addFault, faultsOf } from "./add-fault.ts";
import { type Bringer, bringRecording, heldElsewhere } from "./bring-recording.ts";
import type { CsvCall, CsvContent } from "./csv/csv-call.ts";
import { csvCampaigns } from "./csv/csv-campaigns.ts";
import type { Table } from "./csv/open-table.ts";
import { fileInside } from "./file-inside.ts";
import { importDescribedCall } from "./import.sql.ts";
import type { ImportReport, OnProgress } from "./import-report.ts";
import { segmentsOf, startOf } from "./import-row.ts";
import { lineFault } from "./line-fault.ts";

export interface ImportCsvOptions extends Bringer {
  /** Open, and read by nobody before. */
  table: Table;
  /** Where the files that rows name are. */
  folder: string;
  /** Part of every call's id, except where a row names Ringba's own. */
  set: string;
  /** When calls were whose rows do not say. */
  date?: Date | null;
  /** How many rows there are, for the progress. */
  total?: number;
  onProgress?: OnProgress;
}

export interface CsvReport extends ImportReport {
  /** Of the calls created: those whose recording the vault is to fetch. */
  links: number;
  /** Rows that name neither a recording nor a transcript; no call is made of them. */
  empty: number;
}

/** A row that says where its words are. */
type Described = CsvCall & { content: CsvContent };

/**
 * Imports a table of calls. A row with a transcript is `transcribed`; the file of one that names a file is brought into
 * the vault; one with a link is `pending`, and the vault fetches the recording under its own guard. A row that is not
 * understood is named, the others are imported; a call that is there already is left as it is.
 * @throws when the file cannot be read, the vault cannot be written or the database fails; what was imported stays.
 */
export async function importCsv(options: ImportCsvOptions): Promise<CsvReport> {
  const { table, set, log, total = 0, onProgress } = options;
  const report: CsvReport = {
    created: 0,
    existing: 0,
    failed: faultsOf(),
    malformed: faultsOf(),
    links: 0,
    empty: 0,
  };
  const campaignOf = csvCampaigns(options.db, set);
  let done = 0;
  for await (const row of table.rows) {
    options.signal?.throwIfAborted();
    if (!row.ok) addFault(report.malformed, { line: row.line, reason: row.reason });
    else if (row.call.content === null) report.empty += 1;
    else {
      const call: Described = { ...row.call, content: row.call.content };
      const outcome = await importOne(options, call, campaignOf).catch(lineFault);
      if (typeof outcome === "string") {
        report[outcome] += 1;
        if (outcome === "created" && call.content.kind === "link") report.links += 1;
      } else if ("call" in outcome) addFault(report.failed, outcome);
      else addFault(report.malformed, { line: row.line, reason: outcome.reason });
    }
    done += 1;
    onProgress?.(done, total);
  }
  log.info("table imported", {
    set,
    created: report.created,
    existing: report.existing,
    failed: report.failed.count,
    malformed: report.malformed.count,
    empty: report.empty,
  });
  return report;
}

async function importOne(
  options: ImportCsvOptions,
  call: Described,
  campaignOf: (call: CsvCall) => Promise<string>,
): Promise<"created" | "existing" | { call: string; reason: string } | { reason: string }> {
  const { db, worker, folder, set, date = null } = options;
  const { content } = call;
  const file = content.kind === "file" ? await fileInside(folder, content.file) : null;
  if (file?.ok === false) return { reason: file.reason };
  const now = new Date();
  const { startTimeUtc, source } = startOf({ date: call.startTimeUtc }, date, now);
  const name = callName(set, call.id);
  const segments = content.kind === "transcript" ? maskSegments(segmentsOf(content.turns)) : null;
  const [made] = await importDescribedCall.run(
    db,
    storableJson({
      id: uuidV7(now.getTime()),
      ringba_call_id: name,
      start_time_utc: startTimeUtc,
      start_time_source: source,
      duration_seconds: call.durationSeconds,
      connected_seconds: call.connectedSeconds,
      caller_number: call.callerNumber,
      revenue: call.revenue,
      payout: call.payout,
      publisher: call.publisher,
      buyer: call.buyer,
      target: call.target,
      end_call_source: call.endCallSource,
      is_duplicate: call.isDuplicate,
      audio_url: content.kind === "link" ? content.url : null,
      record: maskRecord(call.record),
      segments,
      text: segments === null ? null : transcriptText(segments),
    }),
    await campaignOf(call),
    worker,
  );
  if (file === null) return made?.outcome === "created" ? "created" : "existing";
  if (made?.outcome === "held") return { call: name, reason: heldElsewhere };
  if (made === undefined || made.attempt === null) return "existing";
  const brought = { call: made.call_id, attempt: made.attempt, startTimeUtc, file: file.path };
  const outcome = await bringRecording(options, brought);
  return typeof outcome === "string" ? outcome : { call: name, reason: outcome.reason };
}

/**
 * Ringba's own id names the same call in every file and in the call log that ingest reads; another id is good within
 * its set.
 */
function callName(set: string, id: string): string {
  return /^RGB[0-9A-Z]{20,}$/.test(id) ? id : `import:${set}:${id}`;
}
