import { storableJson } from "@callscript/core/storable-json.ts";
import { uuidV7 } from "@callscript/core/uuid-v7.ts";
import { addFault, type Faults, faultsOf } from "./add-fault.ts";
import { type Bringer, bringRecording, heldElsewhere } from "./bring-recording.ts";
import type { FolderCall, FolderCalls } from "./folder/read-folder.ts";
import { importCall } from "./import.sql.ts";
import { importCampaigns } from "./import-campaigns.ts";
import type { ImportReport, OnProgress } from "./import-report.ts";
import { lineFault } from "./line-fault.ts";

export interface ImportFolderOptions extends Bringer {
  content: FolderCalls;
  /** Part of every call's id. */
  set: string;
  onProgress?: OnProgress;
}

export interface FolderReport extends Omit<ImportReport, "malformed"> {
  /** Files that look like recordings and were not taken. */
  refused: Faults<{ file: string; reason: string }>;
}

/**
 * Imports the recordings of a folder without an index: each ends as `downloaded`, in the vault and measured. One that
 * cannot be decoded fails its call, until a good file is imported in its place; one that is there already is left as it
 * is.
 * @throws when the vault cannot be written or the database fails; what was imported stays.
 */
export async function importFolder(options: ImportFolderOptions): Promise<FolderReport> {
  const { content, set, log, onProgress } = options;
  const report: FolderReport = {
    created: 0,
    existing: 0,
    failed: faultsOf(),
    refused: faultsOf(content.refused),
  };
  const campaignOf = importCampaigns(options.db, set);
  for (const [index, call] of content.calls.entries()) {
    options.signal?.throwIfAborted();
    const outcome = await importOne(options, call, await campaignOf(null)).catch(lineFault);
    if (typeof outcome === "string") report[outcome] += 1;
    else if ("call" in outcome) addFault(report.failed, outcome);
    else addFault(report.refused, { file: call.name, reason: outcome.reason });
    onProgress?.(index + 1, content.calls.length);
  }
  log.info("folder imported", {
    set,
    created: report.created,
    existing: report.existing,
    failed: report.failed.count,
    refused: report.refused.count,
  });
  return report;
}

async function importOne(
  options: ImportFolderOptions,
  { id, name, file, startTimeUtc, startSource }: FolderCall,
  campaign: string,
): Promise<"created" | "existing" | { call: string; reason: string }> {
  const { db, worker, set } = options;
  const callName = `import:${set}:${id}`;
  const [call] = await importCall.run(
    db,
    callName,
    campaign,
    startTimeUtc,
    startSource,
    null,
    null,
    storableJson({ file: name }),
    null,
    null,
    worker,
    uuidV7(Date.now()),
  );
  if (call?.outcome === "held") return { call: callName, reason: heldElsewhere };
  if (call === undefined || call.attempt === null) return "existing";
  const held = { call: call.call_id, attempt: call.attempt, startTimeUtc, file };
  const outcome = await bringRecording(options, held);
  return typeof outcome === "string" ? outcome : { call: callName, reason: outcome.reason };
}
