import { connect } from "node:net";
import { transient } from "@callscript/core/failure.ts";
import type { Db } from "@callscript/core/query.ts";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { freePort } from "../../../../test/support/free-port.ts";
import { startApiServer } from "./api-server.ts";

const key = `csk_${"k".repeat(43)}`;
let server: { close(): Promise<void> } | undefined;
afterEach(() => server?.close());

const Batch = z.tuple([z.array(z.string()), z.array(z.string().nullable()), z.array(z.string().nullable())]);

/** A database that takes every hint, or is gone; `release` lets it answer. */
async function given({ gone = false, held = false } = {}) {
  const statements: string[][] = [];
  let rings = 0;
  const said: unknown[] = [];
  let release: () => void = () => undefined;
  const released = held ? new Promise<void>((resolve) => (release = resolve)) : Promise.resolve();
  const db: Db = {
    async rows(text, params) {
      if (gone) throw transient("connect ECONNREFUSED postgresql://owner:secret@db/callscript");
      if (text.startsWith("/* ring_for_hints */")) {
        rings += 1;
        return [];
      }
      const [hashes, ids] = Batch.parse(params);
      statements.push(ids.filter((id) => id !== null));
      await released;
      return [{ taken: hashes.map(() => true) }];
    },
    transaction: (work) => work(db),
  };
  const say = (message: string, fields?: unknown) => void said.push(message, fields);
  const port = await freePort();
  server = await startApiServer(
    { db, log: { info: say, warn: say, error: say }, isStopping: () => false },
    {
      host: "127.0.0.1",
      port,
      patience: {
        headersTimeout: 150,
        requestTimeout: 200,
        keepAliveTimeout: 1_000,
        connectionsCheckingInterval: 20,
      },
    },
  );
  const post = (body: BodyInit, headers: Record<string, string> = { "x-callscript-key": key }) =>
    fetch(`http://127.0.0.1:${port}/hooks/ringba`, {
      method: "POST",
      body,
      headers,
      ...(body instanceof ReadableStream ? { duplex: "half" as const } : {}),
    });
  return { post, port, statements, rings: () => rings, said, release };
}

const pixel = (id: string) => JSON.stringify({ inbound_call_id: id });

/** Sends what it is given and no more; answers with all that came back until the server hung up. */
function halfARequest(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += String(chunk);
    });
    socket.once("error", reject);
    socket.once("close", () => resolve(answer));
  });
}

test("a pixel is taken, with either header", async () => {
  const { post, statements } = await given();
  const response = await post(pixel("RGB1"));
  expect([response.status, await response.json()]).toEqual([202, { ok: true }]);
  expect((await post(pixel("RGB2"), { authorization: `Bearer ${key}` })).status).toBe(202);
  expect(statements).toEqual([["RGB1"], ["RGB2"]]);
});

test("nobody is answered before the database has", async () => {
  const { post, statements, release } = await given({ held: true });
  let answered = false;
  const asked = post(pixel("RGB1")).then((response) => {
    answered = true;
    return response.status;
  });
  await expect.poll(() => statements.length).toBe(1);
  expect(answered).toBe(false);
  release();
  expect(await asked).toBe(202);
});

test("pixels that come while four statements are under way share the next one", async () => {
  const { post, port, statements, release } = await given({ held: true });
  const asked = Array.from({ length: 40 }, (_, index) => post(pixel(`RGB${index}`)));
  await expect.poll(() => statements.length).toBe(4);
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  release();
  expect((await Promise.all(asked)).map((response) => response.status)).toEqual(Array(40).fill(202));
  expect(statements.flat().sort()).toEqual(Array.from({ length: 40 }, (_, index) => `RGB${index}`).sort());
  expect(statements.length).toBeLessThan(20);
});

test("ingest is woken after each pixel, of many at a time a few times only, and by none that was refused", async () => {
  const { post, rings } = await given();
  await post("{}");
  expect(rings()).toBe(0);
  await post(pixel("RGB1"));
  expect(rings()).toBe(1);
  await Promise.all(Array.from({ length: 30 }, (_, index) => post(pixel(`RGB${index}`))));
  const during = rings();
  await expect.poll(() => rings()).toBeGreaterThan(during);
  expect(rings()).toBeLessThan(10);
});

test("while the database is gone the answer is 503 with a time to come back, and nothing of it is shown", async () => {
  const { post, said } = await given({ gone: true });
  const response = await post(JSON.stringify({ inbound_call_id: "RGB1", recording_url: "https://x.test/r" }));
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
  expect(await response.text()).not.toContain("secret");
  await post(pixel("RGB2"));
  expect(said.filter((one) => one === "pixel not kept")).toHaveLength(1);
  expect(JSON.stringify(said)).not.toMatch(/RGB1|x\.test|csk_/);
});

test("a body beyond 16 kB is refused, told or not", async () => {
  const { post, statements } = await given();
  expect((await post("x".repeat(16 * 1024 + 1))).status).toBe(413);
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(8 * 1024)),
  });
  const status = await post(endless).then(
    (response) => response.status,
    // The server may hang up before all that was sent is through.
    () => 413,
  );
  expect(status).toBe(413);
  expect(statements.flat()).toEqual([]);
});

test("a body of unknown length is read", async () => {
  const { post, statements } = await given();
  const parts = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of ['{"inbound_', 'call_id":"RGB1"}'])
        controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
  expect((await post(parts)).status).toBe(202);
  expect(statements).toEqual([["RGB1"]]);
});

test.each([
  ["sends no headers", ""],
  ["never ends its headers", "POST /hooks/ringba HTTP/1.1\r\nhost: x\r\n"],
  [
    "never ends its body",
    `POST /hooks/ringba HTTP/1.1\r\nhost: x\r\nx-callscript-key: ${key}\r\ncontent-length: 30\r\n\r\n{"inbound`,
  ],
])("a client that %s is cut off", async (_what, text) => {
  const { port, statements } = await given();
  expect(await halfARequest(port, text)).toMatch(/^HTTP\/1\.1 408|^$/);
  expect(statements.flat()).toEqual([]);
});
