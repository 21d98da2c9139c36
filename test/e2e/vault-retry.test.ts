import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { openPool, type PostgresDb } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { json, type LoopbackServer, loopbackServer } from "../fakes/loopback-server.ts";
import { callscript, liveWith, newHome, type Place, root } from "./support/run-callscript.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const mp3 = readFileSync(path.join(root, "demo/calls/aca-off-list.mp3"));
let place: Place;
let db: PostgresDb;
let ringba: LoopbackServer;
let freshLink: string | null = null;
let proxy: Server;
let proxyUrl: string;
/** What the proxy was asked to connect to. */
const tunnels: string[] = [];
const tunnelSockets = new Set<Socket>();

beforeAll(async () => {
  place = await newHome();
  ringba = await loopbackServer((request, response) => {
    if (request.path === "/fresh") return response.writeHead(200).end(mp3);
    if (!request.path.endsWith("/detail")) return response.writeHead(404).end();
    const { InboundCallIds: ids } = z
      .object({ InboundCallIds: z.array(z.string()) })
      .parse(JSON.parse(request.body));
    const records = ids.map((id) => ({
      inboundCallId: id,
      callDt: Date.now(),
      events: freshLink === null ? [] : [{ recordingUrl: freshLink }],
    }));
    return json(response, 200, { isSuccessful: true, report: { records } });
  });
  proxy = createServer();
  proxy.on("connect", (request: IncomingMessage, client: Socket) => {
    tunnels.push(request.url ?? "");
    if (
      request.headers["proxy-authorization"] === undefined &&
      request.url?.startsWith("127.0.0.1:") !== true
    )
      return void client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const { hostname, port } = new URL(`http://${request.url}`);
    const server = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      server.pipe(client).pipe(server);
    });
    for (const socket of [client, server]) {
      tunnelSockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  proxyUrl = `http://127.0.0.1:${z.object({ port: z.int() }).parse(proxy.address()).port}`;
  const migrated = await callscript(["migrate"], env());
  expect(migrated.code, migrated.output).toBe(0);
  const cluster = await startEmbedded({ home: place.home, log: quiet });
  db = openPool({ url: cluster.url, max: 1, applicationName: "test" });
});
afterAll(async () => {
  await db.close();
  for (const socket of tunnelSockets) socket.destroy();
  await new Promise((resolve) => proxy.close(resolve));
  await ringba.close();
  place.remove();
});
beforeEach(async () => {
  tunnels.length = 0;
  await db.transaction(async (tx) => {
    // Judgements, which go with their calls, are append-only otherwise.
    await tx.rows("select set_config('callscript.forgets', 'on', true)", []);
    await tx.rows("truncate core.calls cascade", []);
  });
});

const env = () => place.env(liveWith({ url: ringba.origin }, { accountId: "RA1", apiToken: "a-test-token" }));
const retry = (...args: string[]) => callscript(["vault-retry", ...args], env());
const failedCall = (name: string, link = `${ringba.origin}/gone`) =>
  db.rows(
    `insert into core.calls (ringba_call_id, start_time_utc, audio_url, status, retry_count, processing_error)
     values ($1, now(), $2, 'failed', 3, 'recording missing at Ringba (404)')`,
    [name, link],
  );
const standing = async () =>
  Object.fromEntries(
    (await db.rows("select ringba_call_id as name, status from core.calls", [])).map(({ name, status }) => [
      name,
      status,
    ]),
  );

test("through a proxy: a fresh link's recording comes home, what is no host of recordings is never asked for", async () => {
  freshLink = `${ringba.origin}/fresh`;
  await failedCall("RGB-1");
  const first = await retry("--failed", "--proxy", proxyUrl);
  expect(first.output).toMatch(/^RGB-1 {2}vaulted, 0\.\d MB$/m);
  expect(first.output).toContain("1 vaulted, 0 not.");
  expect(first.code, first.output).toBe(0);
  expect(tunnels).toEqual([`127.0.0.1:${ringba.port}`]);
  expect(await standing()).toEqual({ "RGB-1": "downloaded" });

  tunnels.length = 0;
  freshLink = "https://evil.test/recording";
  await failedCall("RGB-2");
  const second = await retry("RGB-2", "RGB-1", "RGB-nobody", "--proxy", proxyUrl);
  expect(second.output).toContain(
    "RGB-2  not vaulted: the recording's link is refused: evil.test is not a host",
  );
  expect(second.output).toContain("RGB-1  not vaulted: left as it is");
  expect(second.output).toContain("No such call: RGB-nobody");
  expect(second.code).toBe(1);
  expect(tunnels).toEqual([]);
  expect(await standing()).toEqual({ "RGB-1": "downloaded", "RGB-2": "failed" });
});

test("a host that is allowed is asked for by its name, which the proxy looks up", async () => {
  freshLink = "https://media.ringba.com/recording-public?v=v1&k=x";
  await failedCall("RGB-1");
  const { code, output } = await retry("RGB-1", "--proxy", proxyUrl);
  expect(tunnels).toEqual(["media.ringba.com:443"]);
  expect(output).toContain("Proxy response (403)");
  expect(code).toBe(1);
});

test("a proxy that is not there ends it after three calls; nothing is lost and no password is shown", async () => {
  freshLink = `${ringba.origin}/fresh`;
  for (const name of ["RGB-1", "RGB-2", "RGB-3", "RGB-4"]) await failedCall(name);
  const { code, output } = await retry("--failed", "--proxy", "http://someone:pass-word@127.0.0.1:1");
  expect(output).toContain("ECONNREFUSED");
  expect(output).toContain("Stopped: 3 calls in a row had no answer.");
  expect(output).not.toContain("pass-word");
  expect(code).toBe(69);
  expect(Object.values(await standing())).toEqual(["failed", "failed", "failed", "failed"]);
});

test("what it is told is checked before anything is opened", async () => {
  expect((await retry()).code).toBe(64);
  expect((await retry("--failed", "--limit", "0")).code).toBe(64);
  const wrong = await retry("--failed", "--proxy", "socks5://someone:pass-word@127.0.0.1:1");
  expect(wrong.code).toBe(64);
  expect(wrong.output).not.toContain("pass-word");
});
