import { expect, test } from "vitest";
import { stagesOf } from "./stages.ts";

const ended = new Date("2026-11-19T14:00:00Z");
const at = (seconds: number) => new Date(ended.getTime() + seconds * 1000);
const event = (
  kind: string,
  lane: string | null,
  seconds: number,
  milliseconds: number | null = null,
  attempt = 1,
) => ({
  kind,
  lane,
  at_utc: at(seconds),
  milliseconds,
  attempt,
});
const arrived = event("created", "ingest", 2);
const done = [
  arrived,
  event("finished", "vault", 15, 3000),
  event("attempt_failed", "factory", 50, null),
  event("finished", "factory", 114, 60_000, 2),
  event("finished", "judge", 250, 2000),
];

test("each stage has its waiting and its work, to the first judgement", () => {
  const again = event("finished", "judge", 9000, 1000);
  expect(stagesOf([...done, again], "safe", ended, at(9999))).toEqual([
    { name: "Ingest", waited: 2, worked: 0, attempts: 1, ended: null },
    { name: "Vault", waited: 10, worked: 3, attempts: 1, ended: null },
    { name: "Factory", waited: 39, worked: 60, attempts: 2, ended: null },
    { name: "Judge", waited: 134, worked: 2, attempts: 1, ended: null },
  ]);
});

test("a stage that is not done is the last, and waits", () => {
  expect(stagesOf(done.slice(0, 3), "downloaded", ended, at(75)).at(-1)).toEqual({
    name: "Factory",
    waited: 60,
    worked: null,
    attempts: 1,
    ended: null,
  });
});

test("a call that came with its transcript skips the stages it does not need", () => {
  const imported = [event("created", "ingest", 90_000), event("finished", "judge", 90_010, 2000)];
  expect(stagesOf(imported, "safe", ended, at(99_999))).toEqual([
    { name: "Ingest", waited: null, worked: 0, attempts: 1, ended: null },
    { name: "Judge", waited: 8, worked: 2, attempts: 1, ended: null },
  ]);
});

test("a call without a beginning has no stages", () => {
  expect(stagesOf([], "pending", ended, at(1))).toEqual([]);
});

test("a call that failed or was skipped waits for nothing", () => {
  const failed = [...done.slice(0, 3), event("failed", "factory", 95, null, 2)];
  expect(stagesOf(failed, "failed", ended, at(300_000)).at(-1)).toEqual({
    name: "Factory",
    waited: 80,
    worked: null,
    attempts: 2,
    ended: "failed",
  });
  const skipped = [arrived, event("skipped", "ingest", 62)];
  expect(stagesOf(skipped, "skipped", ended, at(300_000)).at(-1)).toEqual({
    name: "Vault",
    waited: 60,
    worked: null,
    attempts: 0,
    ended: "skipped",
  });
});
