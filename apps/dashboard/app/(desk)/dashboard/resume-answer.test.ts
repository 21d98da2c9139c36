import { expect, test } from "vitest";
import { ResumeAnswer, resumeWords } from "./resume-answer.ts";

test("what came of resuming is told at its lane alone, by how the lane stands now", () => {
  const resumed = ResumeAnswer.parse({ resumed: "judge", range: "7d" });
  const said = (state: "running" | "paused" | "stopped", lane = "judge") =>
    resumeWords({ lane, state }, resumed);
  expect(said("running")).toBe("Resumed. It begins at once where it is served, else at its next beat.");
  expect(said("paused")).toBe("Resumed, and it has stopped again since.");
  expect(said("stopped")).toBe("Resumed. It begins when its program runs.");
  expect(said("running", "vault")).toBe("");
  expect(resumeWords({ lane: "judge", state: "paused" }, ResumeAnswer.parse({ unresumed: "judge" }))).toMatch(
    /^Not resumed: /,
  );
});

test("an address that names no lane says nothing", () => {
  for (const asked of [{}, { resumed: "moon", unresumed: ["judge", "vault"] }])
    expect(resumeWords({ lane: "judge", state: "running" }, ResumeAnswer.parse(asked))).toBe("");
});
