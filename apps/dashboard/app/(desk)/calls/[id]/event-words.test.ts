import { expect, test } from "vitest";
import { eventWords } from "./event-words.ts";

const told = { from_status: null, to_status: null, attempt: null, said: null };

test.each([
  [{ ...told, kind: "created", to_status: "pending" }, "Arrived: pending"],
  [
    { ...told, kind: "finished", from_status: "processing", to_status: "transcribed", attempt: 2 },
    "Finished: transcribed, attempt 2",
  ],
  [
    { ...told, kind: "finished", from_status: "safe", to_status: "flagged", said: "changed" },
    "Judged again: changed, flagged",
  ],
  [
    { ...told, kind: "reviewed", from_status: "flagged", to_status: "safe", said: "marked_safe" },
    "Decided: marked safe, safe",
  ],
  [{ ...told, kind: "flag_reviewed", said: "dead_air wrong" }, "Said of a flag: dead air wrong"],
  [{ ...told, kind: "speakers_swapped" }, "Agent and caller swapped"],
  [{ ...told, kind: "something_new" }, "something new"],
])("%j is told as %j", (event, words) => {
  expect(eventWords(event)).toBe(words);
});
