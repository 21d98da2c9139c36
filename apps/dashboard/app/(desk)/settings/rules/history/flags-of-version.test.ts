import { expect, test } from "vitest";
import { flagsOfVersion } from "./flags-of-version.ts";

test("calls count for every pack that they were asked, and for no version that begins alike", () => {
  const flagged = [
    { qa_version: "General@1+Medicare@2", calls: 3 },
    { qa_version: "General@1", calls: 5 },
    { qa_version: "General@12+Medicare@2", calls: 7 },
  ];
  expect(flagsOfVersion(flagged, "General", "1")).toBe(8);
  expect(flagsOfVersion(flagged, "Medicare", "2")).toBe(10);
  expect(flagsOfVersion(flagged, "Medicare", "1")).toBe(0);
});
