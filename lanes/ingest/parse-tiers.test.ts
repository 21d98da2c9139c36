import { expect, test } from "vitest";
import { parseTiers } from "./parse-tiers.ts";
import { defaultTiers } from "./tiers.ts";

test("reads the tiers that are named and leaves the others", () => {
  expect(parseTiers("")).toEqual(defaultTiers);
  expect(parseTiers(" hot=45m/30s, week=10d/3d ")).toEqual({
    ...defaultTiers,
    hot: { windowSeconds: 2700, everySeconds: 30 },
    week: { windowSeconds: 864_000, everySeconds: 259_200 },
  });
  expect(parseTiers("hot=30m/60s,recent=3h/30m,day=26h/6h,week=8d/2d")).toEqual(defaultTiers);
});

test.each([
  ["warm=1h/1m", "no tier"],
  ["hot", "no tier"],
  ["hot=30/60s", "a number with s, m, h or d"],
  ["hot=0m/60s", "a number with s, m, h or d"],
  ["hot=4h/60s", "reaches further back"],
  ["hot=30m/10m", "every 5 minutes at the latest"],
])("says what is wrong with %s", (text, why) => {
  expect(() => parseTiers(text)).toThrow(why);
});
