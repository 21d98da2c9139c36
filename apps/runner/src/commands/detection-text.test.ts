import type { Detection } from "@callscript/core/desk/detection.ts";
import { expect, test } from "vitest";
import { detectionText } from "./detection-text.ts";

const detection: Detection = {
  days: 30,
  flagged: 200,
  checkedFlagged: 100,
  confirmed: 90,
  doubted: 20,
  checkedDoubted: 20,
  doubtedBad: 4,
  passed: 400,
  sampled: 50,
  checkedSample: 40,
  sampleBad: 1,
  found: { value: 180, low: 160, high: 190 },
  missed: { value: 14, low: 5, high: 63 },
  detection: { value: 0.9278, low: 0.7175, high: 0.9744 },
  lacks: null,
  leastChecked: 30,
  target: 0.92,
};

test("the figure with its interval beside the target, or what it lacks", () => {
  expect(detectionText(detection)).toContain(
    "92.8 % (95 %: 71.8 % to 97.4 %); the target of 92.0 %: too few checked to tell",
  );
  const low = { value: 0.95, low: 0.93, high: 0.97 };
  expect(detectionText({ ...detection, detection: low })).toContain("92.0 %: reached");
  const few = { ...detection, detection: null, lacks: "sample", checkedSample: 12 } as const;
  expect(detectionText(few)).toContain("– (12 of 30 passed calls checked that were drawn by chance)");
  expect(detectionText(few)).not.toContain("estimated");
});
