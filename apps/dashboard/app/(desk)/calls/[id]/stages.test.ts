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
  expect(stagesOf([...done, again], ended, at(9999))).toEqual([
    { name: "Ingest", waited: 2, worked: 0, attempts: 1 },
    { name: "Vault", waited: 10, worked: 3, attempts: 1 },
    { name: "Factory", waited: 39, worked: 60, attempts: 2 },
    { name: "Judge", waited: 134, worked: 2, attempts: 1 },
  ]);
});

test("a stage that is not done is the last, and waits", () => {
  expect(stagesOf(done.slice(0, 3), ended, at(75)).at(-1)).toEqual({
    name: "Factory",
    waited: 60,
    worked: null,
    attempts: 1,
  });
});

test("a call that came with its transcript skips the stages it does not need", () => {
  const imported = [event("created", "ingest", 90_000), event("finished", "judge", 90_010, 2000)];
  expect(stagesOf(imported, ended, at(99_999))).toEqual([
    { name: "Ingest", waited: null, worked: 0, attempts: 1 },
    { name: "Judge", waited: 8, worked: 2, attempts: 1 },
  ]);
});

test("a call without a beginning has no stages", () => {
  expect(stagesOf([], ended, at(1))).toEqual([]);
});
