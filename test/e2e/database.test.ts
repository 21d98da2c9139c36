import { readFileSync } from "node:fs";
import path from "node:path";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { type FakeRingba, startFakeRingba } from "@callscript/demo/ringba/fake-ringba.ts";
import { makeStandInModels } from "@callscript/demo/voice-code/make-models.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { callscript, liveWith, newHome, type Place, type Program, start } from "./support/run-callscript.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const account = { accountId: "RA-database", apiToken: "a token of the test" };
let place: Place;
/** A Postgres "of one's own": another home's cluster, reached by its URL alone. */
let other: Place;
let ringba: FakeRingba;
let program: Program | null = null;

beforeAll(async () => {
  [place, other] = [await newHome(), await newHome()];
  await makeStandInModels(path.join(place.home, "models"));
  ringba = await startFakeRingba({ ...account, port: 0, firstStartedAt: new Date(), everySeconds: 1 });
});
afterAll(async () => {
  program?.child.kill("SIGTERM");
  await program?.ended;
  await (await startEmbedded({ home: other.home, log: quiet })).stop();
  await ringba.close();
  place.remove();
  other.remove();
  place.remove();
  other.remove();
});

const env = (extra?: Record<string, string>) => place.env({ ...liveWith(ringba, account), ...extra });
const Ready = z.object({ ready: z.boolean() });
const ready = async () => {
  const answer = await fetch(`http://127.0.0.1:${place.apiPort}/readyz`);
  return { status: answer.status, ready: Ready.parse(await answer.json()).ready };
};
const judged = async () => {
  const text = await (await fetch(`http://127.0.0.1:${place.apiPort}/metrics`)).text();
  const of = (status: string) =>
    Number(text.match(new RegExp(`callscript_calls\\{status="${status}"\\} (\\d+)`))?.[1] ?? Number.NaN);
  return of("flagged") + of("safe");
};
const goesOn = async () => {
  const before = await expect
    .poll(() => judged().catch(() => Number.NaN), { timeout: 60_000, interval: 500 })
    .toBeGreaterThan(0)
    .then(judged);
  await expect.poll(judged, { timeout: 60_000, interval: 500 }).toBeGreaterThan(before);
};

test("an embedded database that dies is brought back, and the lanes go on by themselves", async () => {
  program = start(["dist/callscript.mjs", "up"], env());
  await program.says(/is running/, 90_000);
  await goesOn();
  const pidFile = path.join(place.home, "postgres/data/postmaster.pid");
  process.kill(Number(readFileSync(pidFile, "utf8").split("\n")[0]), "SIGKILL");
  await expect
    .poll(() => ready().catch(() => null), { timeout: 60_000 })
    .toEqual({ status: 200, ready: true });
  await goesOn();
  program.child.kill("SIGTERM");
  expect(await program.ended, program.output()).toEqual({ code: 0, signal: null });
}, 240_000);

test("a database of one's own that goes away is waited for; both say so; nothing else has to be done", async () => {
  const cluster = await startEmbedded({ home: other.home, log: quiet });
  program = start(["dist/callscript.mjs", "up"], env({ DATABASE_URL: cluster.url }));
  await program.says(/is running/, 90_000);
  await goesOn();
  await cluster.stop();
  await expect.poll(ready, { timeout: 30_000 }).toEqual({ status: 503, ready: false });
  expect((await callscript(["status"], env({ DATABASE_URL: cluster.url }))).code).toBe(69);
  await startEmbedded({ home: other.home, log: quiet });
  await expect.poll(ready, { timeout: 30_000 }).toEqual({ status: 200, ready: true });
  await goesOn();
  program.child.kill("SIGTERM");
  expect(await program.ended, program.output()).toEqual({ code: 0, signal: null });
}, 240_000);

test("a live database is not opened by the demo, nor the demo's by a live installation: exit 78", async () => {
  const cluster = await startEmbedded({ home: other.home, log: quiet });
  const demo = start(["dist/callscript.mjs", "status", "--demo"], other.env());
  expect(await demo.ended).toEqual({ code: 0, signal: null });
  const demoCluster = await startEmbedded({ home: path.join(other.home, "demo"), log: quiet });
  try {
    const { code, output } = await callscript(["status"], env({ DATABASE_URL: demoCluster.url }));
    expect(code, output).toBe(78);
    expect(output).toMatch(/demo/);
  } finally {
    await demoCluster.stop();
    await cluster.stop();
  }
}, 120_000);
