import { access, constants, open, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { failCall, giveBack } from "@callscript/core/call-verbs.sql.ts";
import { failureOf } from "@callscript/core/failure.ts";
import { finishVault } from "@callscript/core/finish-vault.sql.ts";
import { keepLeases } from "@callscript/core/keep-leases.ts";
import { keepRecording, maxRecordingBytes } from "@callscript/core/keep-recording.ts";
import type { AudioProbe, AudioStore, Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { recordingKey } from "@callscript/core/recording-key.ts";
import { storableJson } from "@callscript/core/storable-json.ts";
import { uuidV7 } from "@callscript/core/uuid-v7.ts";
import { fileStream } from "../store-fs/file-stream.ts";
import { importCall } from "./import.sql.ts";
import { importCampaigns } from "./import-campaigns.ts";
import type { ImportReport, OnProgress } from "./import-report.ts";
import { RecordingRow, readLine, startOf } from "./import-row.ts";
import { lineFault } from "./line-fault.ts";
import { countLines, readLines } from "./read-lines.ts";

export interface ImportRecordingsOptions {
  db: Db;
  store: AudioStore;
  /** null: the recordings are stored without being measured. */
  probe: AudioProbe | null;
  /** A folder with index.jsonl and the recordings that it names, see docs/formats.md. */
  folder: string;
  /** Holds the calls while their recordings are brought; a name that no other worker has. */
  worker: string;
  log: Log;
  /** Part of every call's id; the folder's name where none is given. */
  set?: string;
  /** When calls were whose rows do not say: a day or a moment, UTC. */
  date?: string | null;
  onProgress?: OnProgress;
  signal?: AbortSignal;
}

/**
 * Imports recordings: every call ends as `downloaded`, in the vault and measured. A file that is no audio fails its
 * call with the reason; a line that is not understood or whose file is missing is named; the rest go on. A call that
 * is there already is left as it is, except that a recording whose import broke off is brought.
 * @throws when the index cannot be read, the vault cannot be written or the database fails; what was imported stays.
 */
export async function importRecordings(options: ImportRecordingsOptions): Promise<ImportReport> {
  const { folder, log, onProgress } = options;
  const set = options.set ?? path.basename(path.resolve(folder));
  const index = path.join(folder, "index.jsonl");
  const report: ImportReport = { created: 0, existing: 0, failed: [], malformed: [] };
  const campaignOf = importCampaigns(options.db, set);
  const total = onProgress === undefined ? 0 : await countLines(index);
  let done = 0;
  for await (const line of readLines(index)) {
    options.signal?.throwIfAborted();
    const read = readLine(line, RecordingRow);
    const file = read.ok ? await fileOf(folder, read.row.file) : read;
    if (read.ok && file.ok) {
      const name = `import:${set}:${read.row.id}`;
      const campaign = await campaignOf(read.row.vertical ?? null);
      const outcome = await importOne(options, read.row, { name, campaign, file: file.path }).catch(
        lineFault,
      );
      if (typeof outcome === "string") report[outcome] += 1;
      else if ("call" in outcome) report.failed.push({ call: name, reason: outcome.reason });
      else report.malformed.push({ line: line.number, reason: outcome.reason });
    } else if (!file.ok) {
      report.malformed.push({ line: line.number, reason: file.reason });
    }
    done += 1;
    onProgress?.(done, total);
  }
  log.info("recordings imported", {
    set,
    created: report.created,
    existing: report.existing,
    failed: report.failed.length,
    malformed: report.malformed.length,
  });
  return report;
}

type Found = { ok: true; path: string } | { ok: false; reason: string };

/** The file that a row names: inside the folder, also after every link on the way is followed. */
async function fileOf(folder: string, named: string): Promise<Found> {
  const outside = { ok: false, reason: `file: ${named} is not inside the folder` } as const;
  if (path.isAbsolute(named) || named.split(/[/\\]/).includes("..") || named.includes("\0")) return outside;
  const root = await realpath(folder);
  const target = await realpath(path.join(root, named)).catch((error: NodeJS.ErrnoException) => error);
  if (target instanceof Error) {
    const isMissing = target.code === "ENOENT" || target.code === "ENOTDIR";
    const what = isMissing ? "is missing" : `cannot be read (${target.code})`;
    return { ok: false, reason: `file: ${named.slice(0, 200)} ${what}` };
  }
  if (!target.startsWith(root + path.sep)) return outside;
  if (!(await stat(target)).isFile()) return { ok: false, reason: `file: ${named} is no file` };
  return access(target, constants.R_OK).then(
    () => ({ ok: true, path: target }),
    (error: NodeJS.ErrnoException) => ({
      ok: false,
      reason: `file: ${named} cannot be read (${error.code})`,
    }),
  );
}

async function importOne(
  {
    db,
    store,
    probe,
    worker,
    log,
    date = null,
    signal = new AbortController().signal,
  }: ImportRecordingsOptions,
  row: RecordingRow,
  { name, campaign, file }: { name: string; campaign: string; file: string },
): Promise<"created" | "existing" | { call: string; reason: string }> {
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
    storableJson(record),
    null,
    null,
    worker,
    uuidV7(now.getTime()),
  );
  if (call === undefined || call.attempt === null) return "existing";

  const held = { call: call.call_id, worker, attempt: call.attempt };
  const leases = keepLeases({ db, log }, worker, [held.call]);
  try {
    const key = recordingKey(held.call, startTimeUtc);
    const kept = await keepRecording({ store, probe }, key, fileStream(await open(file)), {
      maxBytes: maxRecordingBytes,
      signal,
    });
    return (await finishVault(db, held, kept))
      ? "created"
      : { call: held.call, reason: "another worker took the call over" };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== "call" || signal.aborted) {
      await giveBack.run(db, held.call, worker, held.attempt, failure.reason);
      throw error;
    }
    await failCall.run(db, held.call, worker, held.attempt, failure.reason, null, true);
    return { call: held.call, reason: failure.reason };
  } finally {
    leases.stop();
  }
}
