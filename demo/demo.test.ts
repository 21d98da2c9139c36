import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { allCalls } from "./calls/all-calls.ts";
import { demoRoot } from "./demo-root.ts";
import { symbolsOf } from "./voice-code/vocabulary.ts";

const folder = path.join(demoRoot(), "calls");

test("at least 24 calls over seven verticals, mono and stereo, bad and safe, each with a name of its own", () => {
  expect(allCalls.length).toBeGreaterThanOrEqual(24);
  expect(new Set(allCalls.map((call) => call.id)).size).toBe(allCalls.length);
  expect(new Set(allCalls.map((call) => call.vertical)).size).toBe(7);
  for (const channels of [1, 2])
    expect(allCalls.filter((call) => call.channels === channels).length).toBeGreaterThan(5);
  expect(allCalls.filter((call) => call.flags.length > 0).length).toBeGreaterThan(10);
  expect(allCalls.filter((call) => call.flags.length === 0).length).toBeGreaterThan(10);
});

test("every caller's number is a fictional one", () => {
  for (const call of allCalls) expect(call.callerNumber).toMatch(/^\+1\d{3}55501\d{2}$/);
});

test("each call has its MP3 and no MP3 is left over; together they stay under 8 MB", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".mp3"));
  expect(files.sort()).toEqual(allCalls.map((call) => `${call.id}.mp3`).sort());
  const bytes = files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
  expect(bytes).toBeLessThanOrEqual(8 * 2 ** 20);
});

test("the code knows every word, and a word that no call says is refused", () => {
  for (const call of allCalls)
    for (const turn of call.turns) expect(symbolsOf(turn.text).length).toBeGreaterThan(0);
  expect(() => symbolsOf("xylophone")).toThrow(/xylophone/);
});
