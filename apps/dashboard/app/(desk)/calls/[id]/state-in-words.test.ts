import { type CallStatus, callStatuses } from "@callscript/core/call-state.ts";
import { expect, test } from "vitest";
import { laneWords, stateInWords } from "./state-in-words.ts";

const words = (status: CallStatus, rest: { skip_reason?: string; processing_error?: string } = {}) =>
  stateInWords({ status, skip_reason: null, processing_error: null, ...rest });

test("every status has a sentence of its own", () => {
  const sentences = callStatuses.map((status) => words(status));
  expect(new Set(sentences).size).toBe(callStatuses.length);
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^_]*\.$/);
});

test("a call that waits tells its last problem", () => {
  const processing_error = "the link answered 404";
  expect(words("pending", { processing_error })).toBe(
    "Waiting for its recording. Last problem: the link answered 404.",
  );
  expect(words("downloaded", { processing_error })).toBe(
    "Waiting for transcription. Last problem: the link answered 404.",
  );
  expect(words("transcribed", { processing_error })).toBe(
    "Waiting for the judge. Last problem: the link answered 404.",
  );
  expect(words("pending")).toBe("Waiting for its recording.");
});

test("a call that is done does not drag an old problem along", () => {
  for (const status of ["processing", "flagged", "safe"] as const)
    expect(words(status, { processing_error: "old" })).toBe(words(status));
});

test("a failed call says why, or that nobody knows", () => {
  expect(words("failed", { processing_error: "the recording is no audio" })).toBe(
    "Failed: the recording is no audio.",
  );
  expect(words("failed")).toBe("Failed: no reason was kept.");
});

test.each([
  ["no_recording", "Skipped: it has no recording."],
  ["not_connected", "Skipped: it was never connected."],
  ["too_short", "Skipped: it is shorter than the campaign's minimum."],
  ["something_new", "Skipped: no reason was kept."],
])("skipped for %s", (skip_reason, sentence) => {
  expect(words("skipped", { skip_reason })).toBe(sentence);
});

test("a lane that does not run is why a call waits for it", () => {
  const lane = (state: "running" | "paused" | "stopped", reason: string | null) => [
    { lane: "factory", state, reason },
    { lane: "judge", state: "paused" as const, reason: "no balance" },
  ];
  expect(laneWords("downloaded", lane("paused", "speech: no model on this machine."))).toBe(
    " The factory lane is paused: speech: no model on this machine. It is set up under Settings, Lanes.",
  );
  expect(laneWords("downloaded", lane("stopped", null))).toBe(
    " The factory lane is stopped. It is set up under Settings, Lanes.",
  );
  expect(laneWords("downloaded", lane("running", "31 times faster"))).toBe("");
  expect(laneWords("failed", lane("paused", "x"))).toBe("");
});
