// The contract runs twice: against our own server in memory, which checks signatures, bodies and expiry as AWS does, and
// against s3rver (MIT, Node 20, maintained), an S3 that was written by others and checks signatures by itself.
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
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
  const { spool, spooled, removeSpool } = newSpool();
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
    everything: async () => [...server.objects.keys(), ...spooled()],
    stamp: async (stored: string) => String(server.writes.get(stored)),
    close: async () => {
      await server.close();
      removeSpool();
    },
  };
}

interface S3rver {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}
const require = createRequire(import.meta.url);
const S3rver: new (options: object) => S3rver = require("@20minutes/s3rver");

async function bucketOfOthers() {
  const { spool, spooled, removeSpool } = newSpool();
  const directory = mkdtempSync(path.join(tmpdir(), "callscript-s3rver-"));
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: keys.bucket }],
  });
  const { port } = await server.run();
  const store = createS3Store({
    endpoint: `http://127.0.0.1:${port}`,
    region: keys.region,
    bucket: keys.bucket,
    // The only pair of keys that it knows.
    accessKeyId: "S3RVER",
    secretAccessKey: "S3RVER",
    timeoutMs: 2000,
    spool,
  });
  const objects = path.join(directory, keys.bucket);
  return {
    store,
    fallsShort: true as const,
    everything: async () => [
      ...readdirSync(objects, { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith("._S3rver_object"),
      ),
      ...spooled(),
    ],
    stamp: async (stored: string) => {
      const { ino, mtimeMs } = statSync(path.join(objects, `${stored}._S3rver_object`));
      return `${ino} ${mtimeMs}`;
    },
    close: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
      removeSpool();
    },
  };
}

function newSpool() {
  const home = mkdtempSync(path.join(tmpdir(), "callscript-s3-"));
  const spool = path.join(home, "spool");
  return {
    spool,
    spooled: () => (existsSync(spool) ? readdirSync(spool) : []),
    removeSpool: () => rmSync(home, { recursive: true, force: true }),
  };
}

describeAudioStore("a bucket", () => bucket());
describeAudioStore("a bucket of others' making", bucketOfOthers);

const never = new AbortController().signal;
const recording = Buffer.from("RIFF\0\0\0\0WAVEfmt ", "latin1");
const put = ({ store }: Pick<Awaited<ReturnType<typeof bucket>>, "store">) =>
  store
    .put("a", new Response(recording).body as ReadableStream<Uint8Array>, {
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

test.each([
  ["too large for the bucket", { status: 413 }, { kind: "call", final: true }],
  [
    "too large, as AWS says it",
    { status: 400, code: "EntityTooLarge" },
    { kind: "call", final: true, reason: "the store answered with status 400 (EntityTooLarge)" },
  ],
  ["not sent in time", { status: 400, code: "RequestTimeout" }, { kind: "transient" }],
  ["another region's", { status: 400, code: "AuthorizationHeaderMalformed" }, { kind: "lane" }],
])("a recording that is %s is refused by whose fault it is", async (_what, refusal, failure) => {
  const under = await bucket();
  under.server.refusedWrite.with = refusal;
  expect(await put(under)).toMatchObject(failure);
  expect(await under.everything()).toEqual([]);
  await under.close();
});

test("keys that may write and read, but not list, are told 403 of what is not there", async () => {
  const under = await bucket();
  under.server.hidesMissing.on = true;
  expect(await put(under)).toMatchObject({ path: "a.wav" });
  expect(await put(under)).toMatchObject({ path: "a.wav" });
  expect(under.server.writes.get("a.wav")).toBe(1);
  await under.close();
});

test("keeps the type and the hash beside the recording", async () => {
  const { server, store, close } = await bucket();
  expect(await put({ store })).toMatchObject({ path: "a.wav" });
  expect(server.objects.get("a.wav")?.headers).toEqual({
    "content-type": "audio/wav",
    "x-amz-meta-sha256": createHash("sha256").update(recording).digest("hex"),
  });
  await close();
});

test.each([
  ["ours", bucket],
  ["others'", bucketOfOthers],
] as const)("a link reads without keys, whole or in part, until it expires (%s)", async (_, make) => {
  const { store, close } = await make();
  await put({ store });
  const link = (await store.readLink("a.wav", 1)) ?? "";
  const whole = await fetch(link);
  expect([whole.status, whole.headers.get("content-type")]).toEqual([200, "audio/wav"]);
  expect(whole.headers.get("cache-control")).toBe("no-store");
  expect(Buffer.from(await whole.arrayBuffer())).toEqual(recording);
  const part = await fetch(link, { headers: { range: "bytes=8-11" } });
  expect([part.status, await part.text()]).toEqual([206, "WAVE"]);
  const forged = [
    link.replace("a.wav", "b.wav"),
    link.replace(/Expires=1(?!\d)/, "Expires=600"),
    link.replace(/Signature=[0-9a-f]{4}/, "Signature=0000"),
  ];
  for (const one of forged) expect((await fetch(one)).status).toBe(403);
  expect((await fetch(link, { method: "PUT", body: "x" })).status).toBe(403);
  await expect.poll(async () => (await fetch(link)).status, { timeout: 5000, interval: 200 }).toBe(403);
  await close();
});
