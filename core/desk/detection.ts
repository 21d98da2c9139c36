import type { Db } from "../query.ts";
import { detectionStrata } from "./detection.sql.ts";
import { type Estimate, estimateDetection, type Stratum } from "./estimate-detection.ts";

/** What the product is sold on; only people's verdicts can show it. */
const target = 0.92;
/** With fewer checked calls of the random sample nothing is said of what was missed. */
const leastChecked = 30;

/** How many of the bad calls were flagged, from what people checked. Counts are calls first judged in the period. */
export interface Detection {
  days: number;
  flagged: number;
  checkedFlagged: number;
  /** Of the checked flagged calls: confirmed bad. */
  confirmed: number;
  /** Not flagged, and sent to a person because the judge was unsure, a quote was not found or the judge was addressed. */
  doubted: number;
  checkedDoubted: number;
  doubtedBad: number;
  /** Neither flagged nor doubted. */
  passed: number;
  /** Of those that passed: sent to a person by chance. */
  sampled: number;
  checkedSample: number;
  sampleBad: number;
  /** Bad calls of the period as estimated: flagged ones, and ones that were not. Whole calls. */
  found: Estimate;
  missed: Estimate;
  /** found / (found + missed) with a conservative 95 % interval; null: `lacks` says why. */
  detection: Estimate | null;
  /** What people have not checked enough of; `bad`: they checked enough and no bad call was among it. */
  lacks: "sample" | "flagged" | "doubted" | "bad" | null;
  /** How many calls of the sample must be checked. */
  leastChecked: number;
  target: number;
}

/**
 * Detection over the calls first judged in the last `days` days. It goes by each call's first judgement: judging again,
 * or marking a call safe, does not change what was flagged that day.
 */
export async function readDetection(db: Db, { days }: { days: number }): Promise<Detection> {
  const rows = new Map((await detectionStrata.run(db, days)).map((row) => [row.stratum, row]));
  const stratumOf = (name: "flagged" | "doubted" | "passed"): Stratum => {
    const row = rows.get(name);
    return {
      calls: row?.calls ?? 0,
      checked: row?.checked ?? 0,
      bad: row?.bad ?? 0,
      knownBad: row?.known_bad ?? 0,
      knownSafe: row?.known_safe ?? 0,
    };
  };
  const [flagged, doubted, passed] = [stratumOf("flagged"), stratumOf("doubted"), stratumOf("passed")];
  const estimate = estimateDetection(flagged, [doubted, passed]);
  const lacks = whatLacks(flagged, doubted, passed) ?? (estimate.detection === null ? "bad" : null);
  return {
    days,
    flagged: flagged.calls,
    checkedFlagged: flagged.checked,
    confirmed: flagged.bad,
    doubted: doubted.calls,
    checkedDoubted: doubted.checked,
    doubtedBad: doubted.bad,
    passed: passed.calls,
    sampled: rows.get("passed")?.sampled ?? 0,
    checkedSample: passed.checked,
    sampleBad: passed.bad,
    found: estimate.found,
    missed: estimate.missed,
    detection: lacks === null ? estimate.detection : null,
    lacks,
    leastChecked,
    target,
  };
}

function whatLacks(flagged: Stratum, doubted: Stratum, passed: Stratum): Detection["lacks"] {
  if (passed.checked < leastChecked) return "sample";
  if (flagged.calls > 0 && flagged.checked === 0) return "flagged";
  if (doubted.calls > 0 && doubted.checked === 0) return "doubted";
  return null;
}
