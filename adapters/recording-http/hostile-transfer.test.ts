import { createServer, type Server, type Socket } from "node:net";
import type { RecordingSource } from "@callscript/core/ports.ts";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { portFailure } from "../../test/support/port-failure.ts";
import { createRecordingEdge } from "../recording-edge/recording-edge.ts";
import { createRecordingHttp } from "./recording-http.ts";

const never = new AbortController().signal;
const servers = new Set<Server>();
const sockets = new Set<Socket>();
const timers = new Set<NodeJS.Timeout>();
afterEach(async () => {
  for (const timer of timers) clearInterval(timer);
  for (const socket of sockets) socket.destroy();
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  for (const set of [timers, sockets, servers]) set.clear();
});

/** A server that writes bytes as it likes: what node:http would put right is what is tried here. */
async function raw(
  answer: (socket: Socket, path: string) => void,
): Promise<{ origin: string; most(): number }> {
  let most = 0;
  let now = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    now += 1;
    most = Math.max(most, now);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      now -= 1;
    });
    socket.on("data", (chunk) => answer(socket, /^GET (\S+)/.exec(chunk.toString("latin1"))?.[1] ?? ""));
  });
  servers.add(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return { origin: `http://127.0.0.1:${port}`, most: () => most };
}

/** Writes a piece again and again until the connection is gone. */
function trickle(socket: Socket, piece: string | Uint8Array, everyMs: number): void {
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    socket.write(piece);
  }, everyMs);
  timers.add(timer);
}

const ok = (...headers: string[]) => `${["HTTP/1.1 200 OK", ...headers].join("\r\n")}\r\n\r\n`;

async function read(source: RecordingSource, link: string): Promise<number> {
  const { body } = await source.open(link, never);
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.byteLength;
  return bytes;
}

interface Limits {
  timeoutMs?: number;
  transferMs?: number;
  pace?: { graceMs: number; windowMs: number; bytesPerSecond: number };
}
type Source = (origin: string, limits?: Limits) => RecordingSource;
const sources: [string, Source, mostConnections: number][] = [
  [
    "over undici",
    (origin, limits) => createRecordingHttp({ allowedOrigins: [origin], timeoutMs: 1000, ...limits }),
    6,
  ],
  [
    "over fetch",
    (origin, limits) =>
      createRecordingEdge({ allowedOrigins: [origin], timeoutMs: 1000, transferMs: 10_000, ...limits }),
    // Fetch keeps idle ones beside those in use.
    Number.POSITIVE_INFINITY,
  ],
];

describe.each(sources)("%s", (name, source, mostConnections) => {
  const brief = { graceMs: 50, windowMs: 100, bytesPerSecond: 1000 };

  test("a source that trickles is cut off by its pace", async () => {
    const { origin } = await raw((socket) => {
      socket.write(ok("content-length: 100000"));
      trickle(socket, "a", 10);
    });
    expect(await portFailure(read(source(origin, { pace: brief }), `${origin}/r`))).toEqual({
      kind: "call",
      reason: "the recording came too slowly: under 1000 bytes a second",
    });
  });

  test("a reader that takes its time is no slow source", async () => {
    const { origin } = await raw((socket) =>
      socket.write(Buffer.concat([Buffer.from(ok("content-length: 300000")), Buffer.alloc(300_000)])),
    );
    const { body } = await source(origin, { pace: brief }).open(`${origin}/r`, never);
    let bytes = 0;
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    expect(bytes).toBe(300_000);
  });

  describe.each([65_536, 300_000, 3_000_000])("of %i bytes, read later than they come", (bytes) => {
    const content = Buffer.alloc(bytes, 1);
    const chunked = (part: Buffer) =>
      Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n")]);
    const framings: [string, head: string, framed: Buffer, last: string][] = [
      ["by its length", ok("connection: close", `content-length: ${bytes}`), content, ""],
      ["in one chunk", ok("connection: close", "transfer-encoding: chunked"), chunked(content), "0\r\n\r\n"],
      [
        "in many chunks",
        ok("connection: close", "transfer-encoding: chunked"),
        Buffer.concat(
          Array.from({ length: 8 }, (_, at) =>
            chunked(content.subarray((at * bytes) / 8, ((at + 1) * bytes) / 8)),
          ),
        ),
        "0\r\n\r\n",
      ],
      ["until the connection ends", "HTTP/1.0 200 OK\r\n\r\n", content, ""],
    ];
    async function readLate(link: string, recordings: RecordingSource): Promise<number> {
      const { body } = await recordings.open(link, never);
      let read = 0;
      await new Promise((resolve) => setTimeout(resolve, 30));
      for await (const chunk of body) {
        read += chunk.byteLength;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return read;
    }

    test.each(framings)(
      "a host that closes after its last byte is read whole, %s",
      async (_how, head, framed, last) => {
        const { origin } = await raw((socket) => {
          socket.write(head);
          socket.end(Buffer.concat([framed, Buffer.from(last)]));
        });
        const recordings = source(origin);
        const reads = Array.from({ length: 4 }, () => readLate(`${origin}/r`, recordings));
        expect(await Promise.all(reads)).toEqual(Array(4).fill(bytes));
      },
    );

    // Node's own fetch takes the chunks before a close for all there are; Deno's, which the edge runs on, does not.
    const toldApart = name === "over fetch" ? framings.slice(0, 1) : framings.slice(0, 3);
    test.each(toldApart)("and one that closes before it is not, %s", async (_how, head, framed) => {
      const { origin } = await raw((socket) => {
        socket.write(head);
        socket.end(framed.subarray(0, -3));
      });
      expect(await portFailure(readLate(`${origin}/r`, source(origin)))).toMatchObject({ kind: "call" });
    });
  });

  test("a source that keeps its pace and never ends is cut off by the whole transfer's limit", async () => {
    const { origin } = await raw((socket) => {
      socket.write(ok());
      trickle(socket, Buffer.alloc(5000), 10);
    });
    expect(await portFailure(read(source(origin, { transferMs: 300, pace: brief }), `${origin}/r`))).toEqual({
      kind: "call",
      reason: "the recording was not through after 0.3 s",
    });
  });

  test("a source that falls silent is cut off", async () => {
    const { origin } = await raw((socket) => void socket.write(`${ok("content-length: 9")}abc`));
    expect(await portFailure(read(source(origin, { timeoutMs: 100 }), `${origin}/r`))).toEqual({
      kind: "call",
      reason: "the recordings' host sent nothing for 0.1 s",
    });
  });

  test.each([
    ["the head", "HTTP/1.1 200 OK\r\n", "x: a\r\n"],
    ["answers that are none (103)", "", "HTTP/1.1 103 Early Hints\r\n\r\n"],
  ])("a source that trickles %s is cut off", async (_what, first, piece) => {
    const { origin } = await raw((socket) => {
      socket.write(first);
      trickle(socket, piece, 10);
    });
    expect(await portFailure(source(origin, { timeoutMs: 200 }).open(`${origin}/r`, never))).toMatchObject({
      kind: "transient",
    });
  });

  test.each([
    ["two lengths", `${ok("content-length: 3", "content-length: 5")}abcde`],
    ["a length below zero", `${ok("content-length: -3")}abc`],
    ["no head at all", "RIFF"],
    ["a hang-up", ""],
  ])("%s is the outside's trouble", async (_what, answer) => {
    const { origin } = await raw((socket) => void socket.end(answer));
    const failure = await portFailure(read(source(origin), `${origin}/r`));
    expect(failure.kind).toBe("transient");
    expect(failure.reason).not.toMatch(/undefined|object/);
  });

  test.each([
    ["a body that ends before its length", `${ok("content-length: 9", "connection: close")}abc`],
    ["a chunk that is cut", `${ok("transfer-encoding: chunked")}5\r\nabc`],
    ["chunks without their end", `${ok("transfer-encoding: chunked")}3\r\nabc\r\n`],
  ])("%s is this recording's trouble, and no outage", async (_what, answer) => {
    const { origin } = await raw((socket) => void socket.end(answer));
    const failure = await portFailure(read(source(origin), `${origin}/r`));
    expect(failure.kind).toBe("call");
    expect(failure).not.toHaveProperty("final");
    expect(failure.reason).not.toMatch(/undefined|object/);
  });

  test("more than the length that was named is never taken for the recording", async () => {
    const { origin } = await raw((socket) => void socket.write(`${ok("content-length: 3")}abcdefgh`));
    // Where the length ends, the recording ends: what follows is no part of any answer.
    expect(await read(source(origin), `${origin}/r`)).toBe(3);
  });

  test.each([
    ["204 No Content", "", "the recording was gone at Ringba (204)", 204],
    [
      "206 Partial Content",
      "content-range: bytes 0-2/9\r\ncontent-length: 3\r\n",
      "the recording was gone at Ringba (206)",
      206,
    ],
    ["202 Accepted", "content-length: 3\r\n", "the recording was gone at Ringba (202)", 202],
    ["304 Not Modified", "", "the recording was gone at Ringba (304)", 304],
    ["302 Found", "content-length: 3\r\n", "the recording was gone at Ringba (302)", 302],
    ["200 OK", "content-length: 0\r\n", "the recording is still empty", undefined],
  ])("%s is no recording and is looked for again", async (status, headers, reason, number) => {
    const { origin } = await raw((socket) => void socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\nabc`));
    expect(await portFailure(source(origin).open(`${origin}/r`, never))).toEqual({
      kind: "call",
      reason,
      ...(number === undefined ? {} : { status: number }),
    });
  });

  test("a redirect whose own body never ends is followed all the same", async () => {
    const { origin } = await raw((socket, path) => {
      if (path === "/file") return void socket.write(`${ok("content-length: 3")}abc`);
      socket.write("HTTP/1.1 302 Found\r\nlocation: /file\r\n\r\n");
      trickle(socket, Buffer.alloc(5000), 1);
    });
    expect(await read(source(origin), `${origin}/r`)).toBe(3);
  });

  test("at most six connections to a host at a time, and those who wait come next or give up", async () => {
    const held: Socket[] = [];
    let asked = 0;
    let mostAsked = 0;
    const { origin, most } = await raw((socket) => {
      asked += 1;
      mostAsked = Math.max(mostAsked, asked);
      held.push(socket);
    });
    const recordings = source(origin);
    const stopping = new AbortController();
    const all = Array.from({ length: 10 }, (_, index) => recordings.open(`${origin}/${index}`, never));
    const stopped = recordings.open(`${origin}/stopped`, stopping.signal);
    await expect.poll(() => held.length).toBe(6);
    stopping.abort(new Error("told to stop"));
    await expect(stopped).rejects.toThrow("told to stop");
    const answerAll = setInterval(() => {
      for (const socket of held.splice(0)) {
        asked -= 1;
        socket.write(`${ok("content-length: 3")}abc`);
      }
    }, 5);
    timers.add(answerAll);
    const read = await Promise.all(
      all.map(async (opening) => {
        let bytes = 0;
        for await (const chunk of (await opening).body) bytes += chunk.byteLength;
        return bytes;
      }),
    );
    expect(read).toEqual(Array(10).fill(3));
    expect(mostAsked).toBe(6);
    expect(most()).toBeLessThanOrEqual(mostConnections);
  });

  test("a recording that nobody reads lets its place go when it is stopped", async () => {
    const { origin } = await raw((socket) => void socket.write(`${ok("content-length: 30000000")}abc`));
    const recordings = source(origin);
    const stopping = new AbortController();
    for (let opened = 0; opened < 6; opened += 1)
      await recordings.open(`${origin}/${opened}`, stopping.signal);
    stopping.abort();
    const { body } = await recordings.open(`${origin}/next`, never);
    await body.cancel();
  });
});
