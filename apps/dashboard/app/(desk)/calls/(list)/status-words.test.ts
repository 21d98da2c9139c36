import { callStatuses } from "@callscript/core/call-state.ts";
import { expect, test } from "vitest";
import { statusNames, statusWords, whyStopped } from "./status-words.ts";

const call = (status: (typeof callStatuses)[number]) => ({
  status,
  skip_reason: null,
  minimum_seconds: 0,
  processing_error: null,
  tries: 0,
});

test.each([
  [{ ...call("transcribed"), processing_error: "a hiccup" }, "Waiting for the judge"],
  [
    { ...call("failed"), processing_error: "recording missing at Ringba (404)" },
    "Failed: recording missing at Ringba (404)",
  ],
  [{ ...call("skipped"), skip_reason: "too_short", minimum_seconds: 15 }, "Skipped: shorter than 15 s"],
  [{ ...call("skipped"), skip_reason: "too_short" }, "Skipped: too short"],
  [{ ...call("skipped"), skip_reason: "no_recording" }, "Skipped: no recording"],
  [{ ...call("skipped"), skip_reason: "not_connected" }, "Skipped: never connected"],
  [call("failed"), "Failed: no reason was kept"],
])("%j is %s", (standing, words) => {
  expect(statusWords(standing)).toBe(words);
});

test("only what stopped for good opens to its reason", () => {
  expect(
    whyStopped({ ...call("failed"), processing_error: "the recording is gone (404)", tries: 3 }),
  ).toMatchObject({
    reason: "The recording is gone (404).",
    tries: "Tried 3 times.",
  });
  expect(whyStopped({ ...call("skipped"), skip_reason: "too_short", minimum_seconds: 15 })?.reason).toBe(
    "It is shorter than 15 s, the least that its campaign asks for.",
  );
  const others = callStatuses.filter((status) => status !== "failed" && status !== "skipped");
  expect(others.map((status) => whyStopped(call(status)))).toEqual(others.map(() => null));
  expect(Object.keys(statusNames)).toEqual([...callStatuses]);
});
