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

  async function head(key: string, signal?: AbortSignal): Promise<S3Answer> {
    const answer = await client.ask("HEAD", key, { ...(signal ? { signal } : {}) });
    await answer.letGo();
    return answer;
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
        // Keys that may not list are told 403 where nothing is: the PUT shows whether they may write.
        const before = await head(stored, signal);
        if (![200, 403, 404].includes(before.status)) throw await refusal(before);
        if (bytesOf(before) !== bytes || before.header("x-amz-meta-sha256") !== sha256) {
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
          if (answer.status !== 200) throw await refusal(answer);
          await answer.letGo();
          const after = await head(stored, signal);
          if (after.status === 404) throw transient("the store has not kept the recording");
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
      if (answer.status !== 404) throw await refusal(answer);
      await answer.letGo();
      throw callFailure("the recording is no longer in the vault");
    },

    async size(key) {
      storePath("/", key);
      const found = await head(key);
      if (found.status === 404) return null;
      if (found.status !== 200) throw await refusal(found);
      return { bytes: bytesOf(found) };
    },

    async readLink(key, seconds) {
      storePath("/", key);
      return client.readLink(key, seconds);
    },

    async remove(key) {
      storePath("/", key);
      const answer = await client.ask("DELETE", key);
      if (answer.status !== 404 && (answer.status < 200 || answer.status > 299)) throw await refusal(answer);
      await answer.letGo();
    },
  };
}

const passing: readonly (string | null)[] = [
  "RequestTimeout",
  "SlowDown",
  "InternalError",
  "OperationAborted",
];

function bytesOf(answer: S3Answer): number {
  return Number(answer.header("content-length"));
}

/** Who must act: a bucket that refuses or is not there does so for every call, but one recording may be too large for it. */
async function refusal(answer: S3Answer): Promise<PortError> {
  const { status } = answer;
  const code = await answer.errorCode();
  const reason = `the store answered with status ${status}${code === null ? "" : ` (${code})`}`;
  if (status === 429 || status >= 500 || passing.includes(code))
    return transient(reason, answer.retryAfterSeconds());
  if (status === 413 || code === "EntityTooLarge") return callFailure(reason, { final: true });
  return laneFailure(`${reason}: check S3_BUCKET, its keys and its room`);
}
