import { expect, test } from "vitest";
import { seeded } from "../../test/support/seeded.ts";
import { estimateDetection, type Stratum } from "./estimate-detection.ts";

const stratum = (calls: number, checked: number, bad: number, more: Partial<Stratum> = {}): Stratum => ({
  calls,
  checked,
  bad,
  knownBad: bad,
  knownSafe: checked - bad,
  ...more,
});
const none = stratum(0, 0, 0);

test("found over found and missed, each stratum extrapolated from its checked calls", () => {
  // 1,000 flagged of which 90 % bad; 9,000 passed of which 1 in 100 bad: 900 / (900 + 90).
  const { detection, found, missed } = estimateDetection(stratum(1000, 200, 180), [
    none,
    stratum(9000, 100, 1),
  ]);
  expect(detection?.value).toBe(0.9091);
  expect([found.value, missed.value]).toEqual([900, 90]);
  expect(detection?.low).toBeLessThan(0.7);
  expect(detection?.high).toBeLessThan(1);
});

test("where everything was checked nothing is estimated", () => {
  const { detection } = estimateDetection(stratum(50, 50, 45), [stratum(10, 10, 3), stratum(200, 200, 2)]);
  expect(detection).toEqual({ value: 0.9, low: 0.9, high: 0.9 });
});

test("a sample without a bad call proves no 100 %, and a known missed call forbids it", () => {
  const flagged = stratum(100, 100, 100);
  const clean = estimateDetection(flagged, [stratum(5000, 50, 0)]).detection;
  expect(clean).toMatchObject({ value: 1, high: 1 });
  expect(clean?.low).toBeLessThan(0.25);
  const known = estimateDetection(flagged, [stratum(5000, 50, 0, { knownBad: 4 })]).detection;
  expect(known?.high).toBe(0.9615);
});

test("no bad call to be expected, no figure", () => {
  expect(estimateDetection(stratum(10, 10, 0), [stratum(100, 40, 0)]).detection).toBeNull();
});

test("the interval holds the truth in at least 95 of 100 simulated periods", () => {
  const random = seeded(20261130);
  /** Checks `share` of so many calls, each bad with the probability. */
  const draw = (calls: number, probability: number, share: number) => {
    const drawn = stratum(calls, 0, 0, { knownBad: 0, knownSafe: 0 });
    let truth = 0;
    for (let call = 0; call < calls; call += 1) {
      const isBad = random() < probability;
      truth += Number(isBad);
      if (random() >= share) continue;
      drawn.checked += 1;
      if (isBad) drawn.bad += 1;
    }
    return {
      truth,
      stratum: { ...drawn, knownBad: drawn.bad, knownSafe: drawn.checked - drawn.bad },
    };
  };
  let held = 0;
  const periods = 400;
  for (let period = 0; period < periods; period += 1) {
    const flagged = draw(300, 0.85, 0.4);
    const doubted = draw(100, 0.2, 0.5);
    const passed = draw(3000, 0.01, 0.05);
    const truth = flagged.truth / (flagged.truth + doubted.truth + passed.truth);
    const { detection } = estimateDetection(flagged.stratum, [doubted.stratum, passed.stratum]);
    if (detection && detection.low <= truth && truth <= detection.high) held += 1;
  }
  expect(held / periods).toBeGreaterThanOrEqual(0.95);
});
