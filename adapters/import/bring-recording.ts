import { open, stat } from "node:fs/promises";
import { failCall, giveBack } from "@callscript/core/call-verbs.sql.ts";
import { failureOf } from "@callscript/core/failure.ts";
import { finishVault } from "@callscript/core/finish-vault.sql.ts";
import { keepLeases } from "@callscript/core/keep-leases.ts";
import { keepRecording, maxRecordingBytes } from "@callscript/core/keep-recording.ts";
import type { AudioProbe, AudioStore, Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { recordingKey } from "@callscript/core/recording-key.ts";
import { fileStream } from "../store-fs/file-stream.ts";

export interface Bringer {
  db: Db;
  store: AudioStore;
  /** null: the recordings are stored without being measured. */
  probe: AudioProbe | null;
  /** Holds the calls while their recordings are brought; a name that no other worker has. */
  worker: string;
  log: Log;
  signal?: AbortSignal;
}

/** Why a call is passed by that is neither there nor this import's to bring. */
export const heldElsewhere =
  "another import has it in hand, or was cut off less than 90 s ago; run this one again then";

/**
 * Brings a file into the vault as the recording of a call that this worker holds, and writes how it went. A file that
 * is no audio fails its call.
 * @throws when the vault cannot be written, the database fails or the signal aborts; the call is then given back.
 */
export async function bringRecording(
  { db, store, probe, worker, log, signal = new AbortController().signal }: Bringer,
  { call, attempt, startTimeUtc, file }: { call: string; attempt: number; startTimeUtc: Date; file: string },
): Promise<"created" | { call: string; reason: string }> {
  const held = { call, worker, attempt };
  const leases = keepLeases({ db, log }, worker, [held.call]);
  try {
    const key = recordingKey(held.call, startTimeUtc);
    const { size: contentLength } = await stat(file);
    const recording = { body: fileStream(await open(file)), contentLength };
    const kept = await keepRecording({ store, probe }, key, recording, {
      maxBytes: maxRecordingBytes,
      signal,
    });
    return (await finishVault(db, held, kept))
      ? "created"
      : { call: held.call, reason: "another worker took the call over" };
  } catch (error) {
    const failure = failureOf(error);
    const isOwn = failure.kind === "call" && !signal.aborted;
    // What may be had later, such as a decoder that is not installed, is brought by the next import.
    if (!isOwn || failure.retryAfterSeconds !== undefined) {
      await giveBack.run(db, held.call, worker, held.attempt, failure.reason);
      if (!isOwn) throw error;
      return { call: held.call, reason: failure.reason };
    }
    await failCall.run(db, held.call, worker, held.attempt, failure.reason, null, true);
    return { call: held.call, reason: failure.reason };
  } finally {
    leases.stop();
  }
}
