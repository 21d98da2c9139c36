import { callStatuses } from "@callscript/core/call-state.ts";
import type { Status } from "@callscript/core/desk/read-status.ts";
import { expect, test } from "vitest";
import { statusText } from "./status-text.ts";

const lane = { state: "running", reason: null, lastRunAt: null } as const;
const status: Status = {
  mode: "live",
  calls: {
    pending: 1,
    downloaded: 2,
    processing: 3,
    transcribed: 4,
    flagged: 5,
    safe: 123_456,
    failed: 7,
    skipped: 8,
  },
  lanes: {
    ingest: { ...lane, state: "paused", reason: "Ringba is not connected" },
    vault: lane,
    factory: { ...lane, state: "stopped" },
    judge: lane,
    upkeep: lane,
  },
  latency: { p50Seconds: 41.2, p95Seconds: 118.6, under5Minutes: 0.987 },
  cost: { perCallUsd: 0.00093, todayUsd: 1.5 },
};
const unmeasured: Status = {
  ...status,
  latency: { p50Seconds: null, p95Seconds: null, under5Minutes: null },
  cost: { perCallUsd: null, todayUsd: 0 },
};
const linesOf = (one: Status) => statusText(one).split("\n");

test("says which installation it is", () => {
  expect(linesOf(status)[0]).toBe("CallScript, live installation");
  expect(linesOf({ ...status, mode: "demo" })[0]).toBe("CallScript, demo installation");
});

test("every status has a line with its calls, in the order of a call's life", () => {
  const found = linesOf(status).flatMap((line) => {
    const [, name = "", calls = ""] = line.match(/^ {2}([a-z]+) +(\d+)$/) ?? [];
    return name === "" ? [] : [[name, Number(calls)]];
  });
  expect(found).toEqual(callStatuses.map((name) => [name, status.calls[name]]));
});

test("a lane says how it is, and why where there is a reason", () => {
  const lines = linesOf(status);
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}ingest +paused: Ringba is not connected$/));
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}vault +running$/));
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}factory +stopped$/));
});

test("measured figures are shown", () => {
  expect(linesOf(status)).toEqual(
    expect.arrayContaining([
      "  median 41 s, 95th percentile 119 s, 98.7 % under 5 minutes",
      "Cost: $1.50 today, $0.00093 a call",
    ]),
  );
});

test("what was never measured is a dash and not 0", () => {
  const text = statusText(unmeasured);
  expect(text).toMatch(/Hang-up to flag, 24 h\n {2}– /);
  expect(text).toContain("$0.00 today, – a call");
  expect(text).not.toMatch(/\b0 s\b|0\.0 %|\$0\.00000|null|NaN/);
});

test.each(["p50Seconds", "p95Seconds", "under5Minutes"] as const)("%s alone unknown is a dash", (figure) => {
  const text = statusText({ ...status, latency: { ...status.latency, [figure]: null } });
  const [, latency = ""] = text.match(/Hang-up to flag, 24 h\n(.*)\n/) ?? [];
  expect(latency).toContain("–");
  expect(latency).not.toMatch(/\b0 s\b|0\.0 %|null|NaN/);
});

test("a figure that was measured as 0 is shown as 0", () => {
  const measured = { ...status.latency, under5Minutes: 0 };
  expect(statusText({ ...status, latency: measured })).toContain("0.0 % under 5 minutes");
  expect(statusText({ ...status, cost: { perCallUsd: 0, todayUsd: 0 } })).toContain(
    "$0.00 today, $0.00000 a call",
  );
});
