import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PortError } from "@callscript/core/failure.ts";
import { expect, test } from "vitest";
import { describeAudioStore } from "../../test/contract/audio-store.ts";
import { s3Server } from "../../test/fakes/s3-server.ts";
import { createS3Store } from "./s3-store.ts";

const keys = { id: "AKIDEXAMPLE", secret: "s3cr3t-key", region: "eu-central-1", bucket: "call-vault" };

async function bucket(more: { secretAccessKey?: string; bucket?: string } = {}) {
  const server = await s3Server(keys);
  const spool = path.join(mkdtempSync(path.join(tmpdir(), "callscript-s3-")), "spool");
  const store = createS3Store({
    endpoint: server.origin,
    region: keys.region,
    bucket: keys.bucket,
    accessKeyId: keys.id,
    secretAccessKey: keys.secret,
    timeoutMs: 2000,
    spool,
    ...more,
  });
  return {
    server,
    store,
    everything: async () =>
      [...server.objects.keys(), ...readdirSync(path.dirname(spool), { recursive: true }).slice(1)].map(
        String,
      ),
    close: async () => {
      await server.close();
      rmSync(path.dirname(spool), { recursive: true, force: true });
    },
  };
}

describeAudioStore("a bucket", () => bucket());

const never = new AbortController().signal;
const put = ({ store }: Awaited<ReturnType<typeof bucket>>) =>
  store
    .put("a", new Response("RIFF\0\0\0\0WAVEfmt ").body as ReadableStream<Uint8Array>, {
      maxBytes: 1000,
      signal: never,
    })
    .catch((error: unknown) => (error instanceof PortError ? error.failure : error));

test("refused keys, an unknown bucket and a full one are the lane's trouble; 5xx and silence pass", async () => {
  const wrongKey = await bucket({ secretAccessKey: "another" });
  expect(await put(wrongKey)).toMatchObject({ kind: "lane", reason: expect.stringContaining("403") });
  const wrongBucket = await bucket({ bucket: "unknown" });
  expect(await put(wrongBucket)).toMatchObject({ kind: "lane", reason: expect.stringContaining("404") });
  const right = await bucket();
  right.server.broken.status = 503;
  expect(await put(right)).toMatchObject({ kind: "transient" });
  right.server.broken.status = null;
  expect(await put(right)).toMatchObject({ path: "a.wav" });
  await right.server.close();
  expect(await put(right)).toMatchObject({ kind: "transient" });
  for (const one of [wrongKey, wrongBucket]) await one.close();
  await right.close();
});
