import { connect, createServer, type Socket } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { listen } from "./listen.ts";

const { db, url } = await testDatabase();
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const closers: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const close of closers.splice(0)) close();
});

/** Polls on the real clock; `expect.poll` would move a faked one. */
const realTimeout = setTimeout;
async function until(check: () => unknown): Promise<void> {
  for (const begun = performance.now(); !(await check()); ) {
    if (performance.now() - begun > 10_000) throw new Error(`never came true: ${check}`);
    await new Promise((resolve) => realTimeout(resolve, 5));
  }
}
const fakeTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

/** Stands before the server. Hushed, it passes nothing on and never hangs up: a peer that vanished from the network. */
async function muffler() {
  const sockets: Socket[] = [];
  let hushed: Socket[] = [];
  let pings = 0;
  const upstream = new URL(url);
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: Number(upstream.port), host: upstream.hostname });
    sockets.push(near, far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on("error", () => undefined);
      from.on("data", (chunk) => {
        if (from === far && chunk.includes("SELECT 1\0")) pings += 1;
        return hushed.includes(near) || to.write(chunk);
      });
      from.on("end", () => hushed.includes(near) || to.end());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  const through = new URL(url);
  through.host = `127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  return {
    url: through.toString(),
    /** How many pings the server has answered. */
    pings: () => pings,
    /** The connections there are; later ones pass. */
    hush: () => {
      hushed = [...sockets];
    },
  };
}

function hearing(at: string) {
  const heard: string[] = [];
  const states: string[] = [];
  const listener = listen({
    url: at,
    channel: "Odd channel",
    onPayload: (payload) => heard.push(payload),
    onState: (state) => states.push(state),
    log,
  });
  return { heard, states, listener };
}

test("a connection whose other end vanished is given up within 20 seconds and made anew", async () => {
  fakeTimers();
  const between = await muffler();
  const { heard, states, listener } = hearing(between.url);
  await until(() => states.join() === "listening");
  between.hush();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(states).toEqual(["listening", "lost"]);
  await vi.advanceTimersByTimeAsync(500);
  await until(() => states.join() === "listening,lost,listening");
  await db.rows(`select pg_notify('Odd channel', 'again')`, []);
  await until(() => heard.join() === "again");
  await listener.close();
});

test("a connection that answers its pings is kept", async () => {
  fakeTimers();
  const between = await muffler();
  const { heard, states, listener } = hearing(between.url);
  await until(() => states.join() === "listening");
  for (let minute = 0; minute < 4; minute += 1) {
    await vi.advanceTimersByTimeAsync(15_000);
    await until(() => between.pings() === minute + 1);
    // It comes after the ping's answer on the same connection: once it is heard, no ping is under way.
    const pinged = `ping ${minute}`;
    await db.rows("select pg_notify('Odd channel', $1)", [pinged]);
    await until(() => heard.at(-1) === pinged);
  }
  expect(states).toEqual(["listening"]);
  await listener.close();
});

test("closing does not wait for a server that vanished", async () => {
  const between = await muffler();
  const { states, listener } = hearing(between.url);
  await until(() => states.join() === "listening");
  between.hush();
  fakeTimers();
  const closed = vi.fn();
  void listener.close().then(closed);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(closed).toHaveBeenCalled();
  expect(states).toEqual(["listening"]);
});

test("closed while it waits to try again, it never does", async () => {
  fakeTimers();
  const dials = vi.fn();
  const refusing = createServer((socket) => {
    dials();
    socket.destroy();
  });
  await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
  closers.push(() => refusing.close());
  const address = refusing.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const { states, listener } = hearing(`postgresql://x:y@127.0.0.1:${port}/x`);
  await until(() => states.join() === "lost");
  await vi.advanceTimersByTimeAsync(499);
  expect(dials).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  await until(() => states.join() === "lost,lost");
  await listener.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(dials).toHaveBeenCalledTimes(2);
});
