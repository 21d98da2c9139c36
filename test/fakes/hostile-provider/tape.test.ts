import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { recordingBytes } from "./recording-bytes.ts";
import { makeTape } from "./tape.ts";
import { recordAt, versionAt } from "./tape-record.ts";

const hour = 3_600_000;
const options = { startMs: Date.parse("2026-11-16T00:00:00Z"), days: 2, callsPerDay: 10_000, spice: 1 };
const tape = makeTape({ ...options, seed: 1 });

test("the same seed is the same world, another seed another", () => {
  const small = { ...options, callsPerDay: 100 };
  const plain = (seed: number) => JSON.stringify(makeTape({ ...small, seed }));
  expect(plain(5)).toBe(plain(5));
  expect(plain(5)).not.toBe(plain(6));
});

test("calls last and come as calls do", () => {
  const connected = tape.calls.filter((call) => call.hasConnected).map((call) => call.durationSeconds);
  const mean = connected.reduce((sum, seconds) => sum + seconds, 0) / connected.length;
  expect(mean).toBeGreaterThan(255);
  expect(mean).toBeLessThan(290);
  const byHour = new Map<number, number>();
  for (const { startMs } of tape.calls) {
    const at = Math.floor((startMs % (24 * hour)) / hour);
    byHour.set(at, (byHour.get(at) ?? 0) + 1);
  }
  const peak = Math.max(...byHour.values()) / (tape.calls.length / 24);
  expect(peak).toBeGreaterThan(1.85);
  expect(peak).toBeLessThan(2.15);
  const late = tape.calls.map((call) => call.finishedMs - call.hangUpMs);
  const share = late.filter((ms) => ms > 60_000).length / late.length;
  expect(share).toBeGreaterThan(0.005);
  expect(share).toBeLessThan(0.015);
  expect(Math.max(...late)).toBeGreaterThan(6 * hour);
  expect(Math.max(...late)).toBeLessThanOrEqual(24 * hour);
});

test("every call has an id and bytes of its own", () => {
  expect(new Set(tape.calls.map(({ id }) => id)).size).toBe(tape.calls.length);
  const hashes = tape.calls.map(({ index }) =>
    createHash("sha256").update(recordingBytes(1, index)).digest("hex"),
  );
  expect(new Set(hashes).size).toBe(tape.calls.length);
});

test("a call is told from its listing on, as long as it rings without its facts", () => {
  const live = tape.calls.find((call) => call.listedMs < call.finishedMs && call.money.length > 1);
  if (live === undefined) throw new Error("no call was listed while it rang and adjusted later");
  const tell = (ms: number) => recordAt(tape, live, ms, "https://media.ringba.com/r?k=1");
  expect(versionAt(live, live.listedMs - 1)).toBe(-1);
  expect(tell(live.listedMs)).not.toHaveProperty("callCompletedDt");
  expect(tell(live.finishedMs)["callCompletedDt"]).toBe(live.hangUpMs + tape.skewMs);
  const adjustedMs = live.money.at(-1)?.fromMs ?? 0;
  expect(versionAt(live, adjustedMs)).toBeGreaterThan(versionAt(live, live.finishedMs));
});
