import { expect, test } from "vitest";
import { pageWeights } from "../support/page-weight.ts";

/** Kilobytes, gzip. A page that stands here under no name may weigh as much as the settings. */
const budgets: Readonly<Record<string, number>> = {
  "/login": 125,
  "/invite/[token]": 125,
  "/dashboard": 130,
  "/flags": 165,
  "/calls": 160,
  "/calls/[id]": 165,
};
const otherPages = 170;

test("every page begins with no more JavaScript than its budget", () => {
  const weights = pageWeights();
  expect([...weights.keys()]).toEqual(expect.arrayContaining(Object.keys(budgets)));
  const over = [...weights]
    .filter(([route, kilobytes]) => kilobytes > (budgets[route] ?? otherPages))
    .map(([route, kilobytes]) => `${route}: ${kilobytes.toFixed(1)} kB`);
  expect(over).toEqual([]);
});
