import path from "node:path";
import { maskRecord } from "@callscript/core/mask-sensitive/mask-record.ts";
import { storableJson } from "@callscript/core/storable-json.ts";
import { uuidV7 } from "@callscript/core/uuid-v7.ts";
import { addFault, faultsOf } from "./add-fault.ts";
import { type Bringer, bringRecording, heldElsewhere } from "./bring-recording.ts";
import { fileInside } from "./file-inside.ts";
import { importCall } from "./import.sql.ts";
import { importCampaigns } from "./import-campaigns.ts";
import type { ImportReport, OnProgress } from "./import-report.ts";
import { RecordingRow, readLine, startOf } from "./import-row.ts";
import { lineFault } from "./line-fault.ts";
import { countLines, readLines } from "./read-lines.ts";

export interface ImportRecordingsOptions extends Bringer {
  /** A folder with index.jsonl and the recordings that it names, see docs/formats.md. */
  folder: string;
  /** Part of every call's id. */
  set: string;
  /** When calls were whose rows do not say. */
  date?: Date | null;
  onProgress?: OnProgress;
}

/**
 * Imports recordings: every call ends as `downloaded`, in the vault and measured. A file that is no audio fails its
 * call with the reason; a line that is not understood or whose file is missing is named; the rest go on. A call that
 * is there already is left as it is, except that a recording whose import broke off or failed is brought anew.
 * @throws when the index cannot be read, the vault cannot be written or the database fails; what was imported stays.
 */
export async function importRecordings(options: ImportRecordingsOptions): Promise<ImportReport> {
  const { folder, set, log, onProgress } = options;
  const index = path.join(folder, "index.jsonl");
  const report: ImportReport = { created: 0, existing: 0, failed: faultsOf(), malformed: faultsOf() };
  const campaignOf = importCampaigns(options.db, set);
  const total = onProgress === undefined ? 0 : await countLines(index);
  let done = 0;
  for await (const line of readLines(index)) {
    options.signal?.throwIfAborted();
    const read = readLine(line, RecordingRow);
    const file = read.ok ? await fileInside(folder, read.row.file) : read;
    if (read.ok && file.ok) {
      const name = `import:${set}:${read.row.id}`;
      const campaign = await campaignOf(read.row.vertical ?? null);
      const outcome = await importOne(options, read.row, { name, campaign, file: file.path }).catch(
        lineFault,
      );
      if (typeof outcome === "string") report[outcome] += 1;
      else if ("call" in outcome) addFault(report.failed, { call: name, reason: outcome.reason });
      else addFault(report.malformed, { line: line.number, reason: outcome.reason });
    } else if (!file.ok) {
      addFault(report.malformed, { line: line.number, reason: file.reason });
    }
    done += 1;
    onProgress?.(done, total);
  }
  log.info("recordings imported", {
    set,
    created: report.created,
    existing: report.existing,
    failed: report.failed.count,
    malformed: report.malformed.count,
  });
  return report;
}

async function importOne(
  options: ImportRecordingsOptions,
  row: RecordingRow,
  { name, campaign, file }: { name: string; campaign: string; file: string },
): Promise<"created" | "existing" | { call: string; reason: string }> {
  const { db, worker, date = null } = options;
  const { turns: _turns, transcript: _transcript, ...record } = row;
  const now = new Date();
  const { startTimeUtc, source } = startOf(row, date, now);
  const seconds = row.duration_seconds ?? row.duration;
  const [call] = await importCall.run(
    db,
    name,
    campaign,
    startTimeUtc,
    source,
    typeof seconds === "number" ? Math.round(seconds) : null,
    row.caller_number ?? null,
    storableJson(maskRecord(record)),
    null,
    null,
    worker,
    uuidV7(now.getTime()),
  );
  if (call?.outcome === "held") return { call: name, reason: heldElsewhere };
  if (call === undefined || call.attempt === null) return "existing";
  return bringRecording(options, { call: call.call_id, attempt: call.attempt, startTimeUtc, file });
}
