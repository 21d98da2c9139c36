import { randomBytes } from "node:crypto";
import { mkdir, open, rm, statfs } from "node:fs/promises";
import path from "node:path";
import { laneFailure } from "@callscript/core/failure.ts";
import type { RecordingDraft } from "@callscript/core/ports.ts";
import type { AudioIntake } from "./audio-intake.ts";
import { diskWork, writeDraft } from "./disk.ts";
import { fileStream } from "./file-stream.ts";
import { sweepIncoming } from "./sweep-incoming.ts";

/** Left free for everything else that writes to this disk, the database above all. */
const reserveBytes = 128 * 2 ** 20;
/** While a recording is written the room is looked at each time so much has come; eight side by side stay within the reserve. */
const roomCheckedEveryBytes = 8 * 2 ** 20;
const sweepEveryMs = 60 * 60 * 1000;

export interface Draft extends RecordingDraft {
  file: string;
}

/**
 * The folder where recordings are written before they are anything: made when it is first used (0700), and swept, then
 * and every hour, of what processes left that died while they wrote.
 */
export function createIncoming(folder: string, { reserve = reserveBytes }: { reserve?: number } = {}) {
  let prepared: { done: Promise<void>; atMs: number } | null = null;
  const prepare = () => {
    if (prepared === null || Date.now() - prepared.atMs > sweepEveryMs) {
      const done = mkdir(folder, { recursive: true, mode: 0o700 })
        .then(() => sweepIncoming(folder))
        .catch((error: unknown) => {
          prepared = null;
          throw error;
        });
      prepared = { done, atMs: Date.now() };
    }
    return prepared.done;
  };
  return {
    /**
     * Writes a recording to a draft, hands it to `use` and sees that no draft is left. A disk without room for it is
     * found out before more than its first bytes are read, where the source says how long it is.
     */
    async with<T>(audio: AudioIntake, use: (draft: Draft) => Promise<T>): Promise<T> {
      try {
        await diskWork(prepare());
        await needRoom(folder, reserve + (audio.saidBytes ?? 0));
        const file = path.join(folder, randomBytes(12).toString("hex"));
        try {
          await writeDraft(
            file,
            whileRoom(audio.chunks, () => needRoom(folder, reserve)),
          );
          return await use({ file, open: async () => fileStream(await diskWork(open(file, "r"))) });
        } finally {
          await rm(file, { force: true });
        }
      } finally {
        await audio.cancel();
      }
    },
  };
}

async function* whileRoom(
  chunks: AsyncGenerator<Uint8Array>,
  needRoom: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  let unchecked = 0;
  for await (const chunk of chunks) {
    unchecked += chunk.byteLength;
    if (unchecked >= roomCheckedEveryBytes) {
      unchecked = 0;
      await needRoom();
    }
    yield chunk;
  }
}

async function needRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await diskWork(statfs(folder));
  if (bavail * bsize >= bytes) return;
  const least = Math.ceil(bytes / 2 ** 20);
  throw laneFailure(`recordings cannot be written: less than ${least} MiB of their disk are free`);
}
