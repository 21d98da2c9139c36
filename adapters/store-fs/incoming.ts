import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { AudioIntake } from "./audio-intake.ts";
import { diskWork, writeDraft } from "./disk.ts";
import { sweepIncoming } from "./sweep-incoming.ts";

/**
 * The folder where recordings are written before they are anything: made once a process (0700), and swept then of what
 * processes left that died while they wrote.
 */
export function createIncoming(folder: string) {
  let prepared: Promise<void> | null = null;
  const prepare = () => {
    prepared ??= mkdir(folder, { recursive: true, mode: 0o700 })
      .then(() => sweepIncoming(folder))
      .catch((error: unknown) => {
        prepared = null;
        throw error;
      });
    return prepared;
  };
  return {
    /** Writes a recording to a draft, hands it to `use` and sees that no draft is left. */
    async with<T>(audio: AudioIntake, use: (draft: string) => Promise<T>): Promise<T> {
      try {
        await diskWork(prepare());
        const draft = path.join(folder, randomBytes(12).toString("hex"));
        try {
          await writeDraft(draft, audio.chunks);
          return await use(draft);
        } finally {
          await rm(draft, { force: true });
        }
      } finally {
        await audio.cancel();
      }
    },
  };
}
