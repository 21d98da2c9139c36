import { maskRecord } from "@callscript/core/mask-sensitive/mask-record.ts";
import { maskSegments } from "@callscript/core/mask-sensitive/mask-transcript.ts";
import type { Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { storableJson } from "@callscript/core/storable-json.ts";
import { transcriptText } from "@callscript/core/transcript.ts";
import { uuidV7 } from "@callscript/core/uuid-v7.ts";
import { addFault, faultsOf } from "./add-fault.ts";
import { importCall } from "./import.sql.ts";
import { importCampaigns } from "./import-campaigns.ts";
import type { ImportReport, OnProgress } from "./import-report.ts";
import { readLine, segmentsOf, startOf, TranscriptRow } from "./import-row.ts";
import { lineFault } from "./line-fault.ts";
import { countLines, readLines } from "./read-lines.ts";

export interface ImportTranscriptsOptions {
  db: Db;
  /** A file with one JSON object a line, see docs/formats.md. */
  file: string;
  log: Log;
  /** Part of every call's id. */
  set: string;
  /** When calls were whose rows do not say. */
  date?: Date | null;
  /** Who is named in the calls' histories. */
  worker?: string;
  onProgress?: OnProgress;
  signal?: AbortSignal;
}

/**
 * Imports transcripts: every call is `transcribed` at once. A line that is not understood is named, the others are
 * imported; a call that is there already is left as it is, so that importing again changes nothing.
 * @throws when the file cannot be read or the database fails; what was imported stays.
 */
export async function importTranscripts(options: ImportTranscriptsOptions): Promise<ImportReport> {
  const { db, file, set, log, date = null, worker = "import", onProgress } = options;
  const report: ImportReport = { created: 0, existing: 0, failed: faultsOf(), malformed: faultsOf() };
  const campaignOf = importCampaigns(db, set);
  const total = onProgress === undefined ? 0 : await countLines(file);
  let done = 0;
  for await (const line of readLines(file)) {
    options.signal?.throwIfAborted();
    const read = readLine(line, TranscriptRow);
    const outcome = read.ok
      ? await importOne(db, read.row, { set, date, worker, campaignOf }).catch(lineFault)
      : { reason: read.reason };
    if (typeof outcome === "string") report[outcome] += 1;
    else addFault(report.malformed, { line: line.number, reason: outcome.reason });
    done += 1;
    onProgress?.(done, total);
  }
  log.info("transcripts imported", {
    set,
    created: report.created,
    existing: report.existing,
    malformed: report.malformed.count,
  });
  return report;
}

async function importOne(
  db: Db,
  row: TranscriptRow,
  how: {
    set: string;
    date: Date | null;
    worker: string;
    campaignOf: (vertical: string | null) => Promise<string>;
  },
): Promise<"created" | "existing"> {
  const { turns, ...record } = row;
  const segments = maskSegments(segmentsOf(turns));
  const now = new Date();
  const { startTimeUtc, source } = startOf(row, how.date, now);
  const [call] = await importCall.run(
    db,
    `import:${how.set}:${row.id}`,
    await how.campaignOf(row.vertical ?? null),
    startTimeUtc,
    source,
    typeof row.duration_seconds === "number" ? Math.round(row.duration_seconds) : null,
    row.caller_number ?? null,
    storableJson(maskRecord(record)),
    JSON.stringify(segments),
    transcriptText(segments),
    how.worker,
    uuidV7(now.getTime()),
  );
  return call?.outcome === "created" ? "created" : "existing";
}
