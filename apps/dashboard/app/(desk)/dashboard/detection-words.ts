import type { Detection } from "@callscript/core/desk/detection.ts";
import { count, percent } from "../../../lib/format.ts";

/** What the detection figure stands on, or why there is none, in sentences. */
export function detectionWords(detection: Detection): string {
  const { days, checkedFlagged, confirmed, checkedSample, sampleBad, leastChecked } = detection;
  const checked = `${count(confirmed)} of ${count(checkedFlagged)} checked flagged calls were bad, and ${count(sampleBad)} of ${count(checkedSample)} safe calls drawn at random, in ${days} days.`;
  switch (detection.lacks) {
    case null:
      return checked;
    case "sample":
      return `${count(checkedSample)} of ${leastChecked} random safe calls checked: what was missed cannot be told yet. Decide those under Unsure.`;
    case "flagged":
      return "No flagged call of these days has been decided yet.";
    case "doubted":
      return "None of the calls that the judge was unsure of has been decided yet.";
    case "bad":
      return `No bad call was among those that people checked in ${days} days.`;
  }
}

/** "95.1 % (88.0 to 98.2)", a dash where it cannot be told. */
export function detectionFigure({ detection }: Detection): string {
  return detection === null
    ? "–"
    : `${percent(detection.value)} (${percent(detection.low)} to ${percent(detection.high)})`;
}
