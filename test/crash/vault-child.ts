// Brings one call's recording into a vault, as the vault's lane does, and kills itself at the step that KILL_AT names.
import { createAudioProbe } from "@callscript/adapters/audio/audio-probe.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { createRecordingHttp } from "@callscript/adapters/recording-http/recording-http.ts";
import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { createS3Store } from "@callscript/adapters/store-s3/s3-store.ts";
import type { RecordingSource } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { vaultLane } from "@callscript/lanes/vault/vault.lane.ts";
import { z } from "zod";
import { around, watchFiles } from "./steps.ts";

const chunkBytes = 64 * 1024;
const { url, root, origin, bucket } = z
  .object({
    url: z.string(),
    root: z.string(),
    origin: z.url(),
    /** A bucket in the folder's place, which is then its spool. */
    bucket: z
      .object({
        endpoint: z.string(),
        region: z.string(),
        bucket: z.string(),
        accessKeyId: z.string(),
        secretAccessKey: z.string(),
      })
      .optional(),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));
watchFiles(root);

const pool = openPool({ url, max: 1, applicationName: "crash-child" });
const db: Db = {
  rows: (text, params) => around(/^\/\* (\w+)/.exec(text)?.[1] ?? text, () => pool.rows(text, params)),
  transaction: () => Promise.reject(new Error("the vault opens no transaction on this way")),
};

/** The body in chunks of one size, however the network cuts it, so that each run takes the same steps. */
function evenly(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const chunks = (async function* () {
    let left = Buffer.alloc(0);
    for await (const part of body) {
      left = Buffer.concat([left, part]);
      for (; left.length >= chunkBytes; left = left.subarray(chunkBytes)) yield left.subarray(0, chunkBytes);
    }
    if (left.length > 0) yield left;
  })();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await around("chunk", () => chunks.next());
        if (done === true) controller.close();
        else controller.enqueue(new Uint8Array(value));
      },
    },
    { highWaterMark: 0 },
  );
}

const http = createRecordingHttp({ allowedOrigins: [origin], timeoutMs: 5_000 });
const recordings: RecordingSource = {
  async open(link, signal) {
    const opened = await around("link", () => http.open(link, signal));
    return { ...opened, body: evenly(opened.body) };
  },
};
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const report = await vaultLane(
  {
    db,
    recordings,
    store: bucket
      ? createS3Store({ ...bucket, timeoutMs: 5_000, spool: `${root}/.incoming` })
      : createFsStore({ root }),
    probe: createAudioProbe(),
    source: null,
    clock: { now: () => new Date() },
    log: quiet,
  },
  { worker: "crash-child", batch: 1, budgetMs: 60_000, signal: new AbortController().signal },
);
if (report.done !== 1) throw new Error(JSON.stringify(report));
await pool.close();
