import { createServer, type Server } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { Agent, request } from "undici";
import { afterEach, describe, expect, test } from "vitest";
import { type LoopbackServer, loopbackServer } from "../../test/fakes/loopback-server.ts";
import { portFailure } from "../../test/support/port-failure.ts";
import { createGuardedAgent } from "./guarded-agent.ts";
import { PrivateAddressError } from "./network-failure.ts";
import { createRecordingHttp } from "./recording-http.ts";

const never = new AbortController().signal;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function serve(answer: Parameters<typeof loopbackServer>[0]): Promise<LoopbackServer> {
  const server = await loopbackServer(answer);
  open.push(server);
  return server;
}

function source(server: LoopbackServer, more = {}) {
  return createRecordingHttp({ allowedOrigins: [server.origin], timeoutMs: 500, ...more });
}

async function bytesOf(body: ReadableStream<Uint8Array>) {
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.byteLength;
  return bytes;
}

test("streams a recording from behind redirects and sends no credentials", async () => {
  const server = await serve(({ path }, response) => {
    if (path === "/start") response.writeHead(302, { location: "/moved" }).end("moved");
    else if (path === "/moved") response.writeHead(307, { location: `${server.origin}/file?sig=1` }).end();
    else response.writeHead(200, { "content-length": 300_000 }).end(Buffer.alloc(300_000, 1));
  });
  const recording = await source(server).open(`${server.origin}/start`, never);
  expect(recording.contentLength).toBe(300_000);
  expect(await bytesOf(recording.body)).toBe(300_000);
  expect(server.requests.map((one) => one.path)).toEqual(["/start", "/moved", "/file?sig=1"]);
  for (const { headers } of server.requests) {
    expect(headers.authorization).toBeUndefined();
    expect(headers.cookie).toBeUndefined();
    expect(headers.referer).toBeUndefined();
  }
});

test.each([404, 403, 410, 401])("%i: the recording was gone, and may come back", async (status) => {
  const server = await serve((_, response) => response.writeHead(status).end("gone"));
  expect(await portFailure(source(server).open(`${server.origin}/x`, never))).toEqual({
    kind: "call",
    reason: `the recording was gone at Ringba (${status})`,
    status,
  });
});

test.each([
  [429, { "retry-after": "9" }, 9],
  [503, {}, undefined],
  [500, {}, undefined],
])("%i is the outside's trouble", async (status, headers, retryAfterSeconds) => {
  const server = await serve((_, response) => response.writeHead(status, headers).end());
  const failure = await portFailure(source(server).open(`${server.origin}/x`, never));
  expect(failure).toMatchObject({ kind: "transient", ...(retryAfterSeconds ? { retryAfterSeconds } : {}) });
});

test("silence and a refused connection are the outside's trouble too, a broken transfer its recording's", async () => {
  const server = await serve(({ path }, response) => {
    if (path === "/half") {
      response.writeHead(200, { "content-length": 1000 }).write("half");
      setTimeout(() => response.destroy(), 20);
    }
    if (path === "/stalls") response.writeHead(200).write("one chunk and then nothing");
  });
  const recordings = source(server, { timeoutMs: 150 });
  expect(await portFailure(recordings.open(`${server.origin}/silent`, never))).toMatchObject({
    kind: "transient",
    reason: "the recordings' host did not answer within 0.15 s",
  });
  for (const path of ["/half", "/stalls"]) {
    const { body } = await recordings.open(`${server.origin}${path}`, never);
    expect(await portFailure(bytesOf(body))).toMatchObject({ kind: "call" });
  }
  await server.close();
  expect(await portFailure(recordings.open(`${server.origin}/x`, never))).toMatchObject({
    kind: "transient",
  });
});

test("reads no faster than it is read, and lets go when its reader does", async () => {
  let sent = 0;
  let closed = false;
  const server = await serve((_, response) => {
    response.on("close", () => {
      closed = true;
    });
    const chunk = Buffer.alloc(64 * 1024);
    const push = () => {
      while (!closed && sent < 200e6) {
        sent += chunk.byteLength;
        if (!response.write(chunk)) return void response.once("drain", push);
      }
    };
    push();
  });
  const { body } = await source(server).open(`${server.origin}/long`, never);
  const reader = body.getReader();
  await reader.read();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(sent).toBeLessThan(20e6);
  await reader.cancel();
  await expect.poll(() => closed).toBe(true);
});

test("stops when told to", async () => {
  const stopping = new AbortController();
  const server = await serve(() => stopping.abort());
  await expect(source(server).open(`${server.origin}/x`, stopping.signal)).rejects.toThrow();
});

test("gives up on redirects that never end, but not for good", async () => {
  const server = await serve((_, response) => response.writeHead(302, { location: "/again" }).end());
  expect(await portFailure(source(server).open(`${server.origin}/x`, never))).toEqual({
    kind: "call",
    reason: "the recording's link is refused: it redirects for ever",
  });
  expect(server.requests).toHaveLength(6);
});

describe("what is not a recording's host is never asked", () => {
  test.each([
    "http://media.ringba.com/r",
    "https://media.ringba.com:8443/r",
    "https://user:word@media.ringba.com/r",
    "https://ringba.com.evil.example/r",
    "https://notringba.com/r",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/r",
    "ftp://media.ringba.com/r",
    "file:///etc/passwd",
    "no url",
  ])("%s", async (link) => {
    const recordings = createRecordingHttp({ allowedOrigins: [], timeoutMs: 500 });
    expect(await portFailure(recordings.open(link, never))).toMatchObject({ kind: "call", final: true });
  });
});

/** Ways to write this machine's own address, and nets that lead to it. */
const loopbackHosts = [
  "127.0.0.1",
  "127.1",
  "127.0.1",
  "127.255.255.254",
  "2130706433",
  "0x7f000001",
  "0x7f.1",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "017700000001",
  "0",
  "0.0.0.0",
  "１２７.0.0.1",
  "127。0。0。1",
  "127.0.0.1.",
  "%31%32%37.0.0.1",
  "[::1]",
  "[::]",
  "[0:0:0:0:0:0:0:1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[64:ff9b::127.0.0.1]",
  "[2002:7f00:1::]",
  "[fe80::1]",
  "[fc00::1]",
];

async function listen(host: string): Promise<{ server: Server; port: number } | null> {
  let port = 0;
  const server = createServer((_, response) => response.end("secret"));
  const listening = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(0, host, () => resolve(true));
  });
  if (!listening) return null;
  port = (server.address() as AddressInfo).port;
  open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
  return { server, port };
}

describe("no spelling of this machine's address reaches it", () => {
  async function counted() {
    // `::` takes connections to ::1 and to 127.0.0.1 alike, where the machine has IPv6.
    const listener = (await listen("::")) ?? (await listen("127.0.0.1"));
    if (listener === null) throw new Error("nothing to listen on");
    let connections = 0;
    listener.server.on("connection", () => {
      connections += 1;
    });
    return { port: listener.port, connections: () => connections };
  }

  test("directly, as a literal", async () => {
    const { port, connections } = await counted();
    // The listener is real: without the guard it is reached.
    await request(`http://127.1:${port}/`, { dispatcher: new Agent() });
    expect(connections()).toBe(1);
    const dispatcher = createGuardedAgent({ connectTimeoutMs: 500, connections: 6 });
    for (const host of loopbackHosts) {
      const url = `http://${host}:${port}/`;
      if (!URL.canParse(url)) continue;
      await expect(request(url, { dispatcher }), host).rejects.toThrow(PrivateAddressError);
    }
    expect(connections()).toBe(1);
  });

  test("by a name that leads there, alone or among public addresses", async () => {
    const { port, connections } = await counted();
    const answers = [
      ["127.0.0.1"],
      ["93.184.216.34", "127.0.0.1"],
      ["::ffff:127.0.0.1"],
      ["10.0.0.5"],
      ["169.254.169.254"],
      [],
    ];
    for (const addresses of answers) {
      const lookup: LookupFunction = (_host, _options, done) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
        );
      const dispatcher = createGuardedAgent({ connectTimeoutMs: 500, connections: 6, lookup });
      await expect(request(`http://media.ringba.com:${port}/`, { dispatcher })).rejects.toThrow(
        PrivateAddressError,
      );
      const recordings = createRecordingHttp({ allowedOrigins: [], timeoutMs: 500, lookup });
      expect(await portFailure(recordings.open("https://media.ringba.com/r", never))).toEqual({
        kind: "call",
        reason: "the recording's link is refused: it leads to a private address",
      });
    }
    expect(connections()).toBe(0);
  });

  test("an address that was not what was looked up is asked for nothing: the socket itself is looked at", async () => {
    const server = await serve((_, response) => response.end("secret"));
    let reads = 0;
    const changing = {
      family: 4,
      get address() {
        reads += 1;
        return reads === 1 ? "93.184.216.34" : "127.0.0.1";
      },
    };
    const lookup: LookupFunction = (_host, _options, done) => done(null, [changing]);
    const dispatcher = createGuardedAgent({ connectTimeoutMs: 500, connections: 6, lookup });
    await expect(request(`http://media.ringba.com:${server.port}/`, { dispatcher })).rejects.toThrow(
      PrivateAddressError,
    );
    expect(reads).toBeGreaterThan(1);
    expect(server.requests).toEqual([]);
  });

  test("by a redirect from a host that is allowed, on the first hop or the fifth", async () => {
    const { port, connections } = await counted();
    for (const hops of [1, 5]) {
      for (const host of loopbackHosts) {
        const server = await serve(({ path }, response) => {
          const hop = Number(path.slice(1));
          const location = hop < hops ? `/${hop + 1}` : `http://${host}:${port}/`;
          response.writeHead(302, { location: Buffer.from(location).toString("latin1") }).end();
        });
        const failure = await portFailure(source(server).open(`${server.origin}/1`, never));
        expect(failure, host).toMatchObject({ kind: "call", final: false });
        expect(server.requests).toHaveLength(hops);
      }
    }
    expect(connections()).toBe(0);
  });
});
