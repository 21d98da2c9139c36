import { open } from "node:fs/promises";
import { callFailure, laneFailure, type PortError, transient } from "@callscript/core/failure.ts";
import type { AudioStore } from "@callscript/core/ports.ts";
import { takeAudio } from "../store-fs/audio-intake.ts";
import { createIncoming } from "../store-fs/incoming.ts";
import { storePath } from "../store-fs/store-path.ts";
import { createS3Client, type S3Answer, type S3Options } from "./s3-client.ts";

export interface S3StoreOptions extends S3Options {
  /** A folder of this machine for recordings on their way: S3 wants the length before the first byte. */
  spool: string;
}

/**
 * The vault as a private bucket of any S3 (path-style). A recording is spooled to disk, looked at, then put in one
 * signed request with its length and its hash, which the store checks, and is asked for once. The hash is kept beside
 * it, so that the same recording is not sent twice.
 * Refused keys or a missing bucket are `lane` failures, 429, 5xx and the network `transient`.
 */
export function createS3Store({ spool, ...options }: S3StoreOptions): AudioStore {
  const client = createS3Client(options);
  const incoming = createIncoming(spool);

  async function head(key: string, signal?: AbortSignal): Promise<{ bytes: number; sha256?: string } | null> {
    const answer = await client.ask("HEAD", key, { ...(signal ? { signal } : {}) });
    await answer.letGo();
    if (answer.status === 404) return null;
    if (answer.status !== 200) throw refusal(answer);
    const sha256 = answer.header("x-amz-meta-sha256");
    return { bytes: Number(answer.header("content-length")), ...(sha256 ? { sha256 } : {}) };
  }

  return {
    async put(key, body, { inspect, ...limits }) {
      storePath("/", key);
      const audio = await takeAudio(body, limits);
      const { signal } = limits;
      const { contentType, extension } = audio.type;
      const stored = `${key}${extension}`;
      return incoming.with(audio, async (draft) => {
        await inspect?.(draft);
        const { sha256, bytes } = audio.facts();
        const before = await head(stored, signal);
        if (before?.bytes !== bytes || before.sha256 !== sha256) {
          const answer = await client.ask("PUT", stored, {
            signal,
            body: (await open(draft.file, "r")).createReadStream(),
            headers: {
              "content-type": contentType,
              "content-length": String(bytes),
              "x-amz-content-sha256": sha256,
              "x-amz-meta-sha256": sha256,
            },
          });
          await answer.letGo();
          if (answer.status !== 200) throw refusal(answer);
          if ((await head(stored, signal)) === null) throw transient("the store has not kept the recording");
        }
        return { path: stored, sha256, bytes, contentType };
      });
    },

    async read(key, { start, end }) {
      storePath("/", key);
      const range = `bytes=${start}-${end ?? ""}`;
      const answer = await client.ask("GET", key, { headers: { range } });
      if (answer.status === 206 || (answer.status === 200 && start === 0 && end === null))
        return answer.stream();
      await answer.letGo();
      if (answer.status === 404) throw callFailure("the recording is no longer in the vault");
      throw refusal(answer);
    },

    async size(key) {
      storePath("/", key);
      const found = await head(key);
      return found && { bytes: found.bytes };
    },

    async readLink(key, seconds) {
      storePath("/", key);
      return client.readLink(key, seconds);
    },

    async remove(key) {
      storePath("/", key);
      const answer = await client.ask("DELETE", key);
      await answer.letGo();
      if (answer.status !== 404 && (answer.status < 200 || answer.status > 299)) throw refusal(answer);
    },
  };
}

/** Who must act, by the status: a bucket that refuses or is not there does so for every call. */
function refusal(answer: S3Answer): PortError {
  const reason = `the store answered with status ${answer.status}`;
  if (answer.status === 429 || answer.status >= 500) return transient(reason, answer.retryAfterSeconds());
  return laneFailure(`${reason}: check S3_BUCKET, its keys and its room`);
}
