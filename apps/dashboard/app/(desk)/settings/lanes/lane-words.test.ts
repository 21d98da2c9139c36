import { expect, test } from "vitest";
import { costWords, rateWords, reportWords, standingWords } from "./lane-words.ts";

const now = new Date("2026-11-30T14:30:00Z");
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const running = {
  state: "running",
  pause_kind: null,
  reason: null,
  paused_at_utc: null,
  next_probe_at: null,
  last_seen_at: minutes(0),
} as const;

test.each([
  [running, "Running", ""],
  [{ ...running, reason: "reading what was missed" }, "Running", "Reading what was missed."],
  [
    {
      ...running,
      state: "paused",
      pause_kind: "person",
      reason: "Stopped by Maya",
      paused_at_utc: minutes(-24),
    },
    "Paused since 2:06 PM UTC",
    "Stopped by Maya. It goes on when somebody resumes it.",
  ],
  [
    {
      ...running,
      state: "paused",
      pause_kind: "outage",
      reason: "status 503",
      paused_at_utc: minutes(-1),
      next_probe_at: minutes(2),
    },
    "Paused since 2:29 PM UTC",
    "Status 503. It tries one call in 2 min 0 s.",
  ],
  [
    { ...running, state: "paused", pause_kind: "budget", reason: null, paused_at_utc: minutes(-3 * 1440) },
    "Paused for 3 d",
    "It goes on at 00:00 UTC, or with a larger budget.",
  ],
  [
    { ...running, state: "paused", pause_kind: "person", reason: null, paused_at_utc: minutes(-11 * 1440) },
    "Paused for 11 d",
    "It goes on when somebody resumes it.",
  ],
  [
    { ...running, state: "stopped", last_seen_at: minutes(-180) },
    "Stopped",
    "Nothing has served it for 3 h.",
  ],
  [{ ...running, state: "stopped", last_seen_at: null }, "Stopped", "Nothing has served it yet."],
] as const)("where a lane stands: %#", (lane, state, why) => {
  expect(standingWords(lane, now)).toEqual({ state, why });
});

test("what a lane did and costs, in words", () => {
  expect(reportWords(null)).toBe("–");
  expect(reportWords({ claimed: 0, done: 0, failed: 0 })).toBe("Nothing to do");
  expect(reportWords({ claimed: 16, done: 15, failed: 1 })).toBe("16 taken, 15 done, 1 failed");
  expect(rateWords({ finished_hour: 412, finished_today: 3021, failed_today: 4 })).toBe(
    "412 in the last full hour, 3,021 today, 4 failed",
  );
  expect(costWords("4.37", "8.00")).toBe("$4.37 of $8.00");
  expect(costWords("0.12", null)).toBe("$0.12");
});
