import { uuidV7 } from "@callscript/core/uuid-v7.ts";
import { expect, test } from "vitest";
import { inSample } from "./in-sample.ts";

const v7 = Array.from({ length: 20_000 }, () => uuidV7(Date.now()));
const v4 = Array.from({ length: 20_000 }, () => crypto.randomUUID());

test.each([
  ["v7", v7],
  ["v4", v4],
])("one in a hundred calls is of the sample, also of ids of %s", (_, ids) => {
  const taken = ids.filter((id) => inSample(id, 0.01)).length;
  // 200 expected, standard deviation 14: six of them.
  expect(taken).toBeGreaterThan(200 - 6 * 14);
  expect(taken).toBeLessThan(200 + 6 * 14);
});

test("the same call is always in it or never, a larger share holds the smaller one, 0 is none and 1 is all", () => {
  for (const id of v7.slice(0, 1_000)) {
    expect(inSample(id, 0)).toBe(false);
    expect(inSample(id, 1)).toBe(true);
    if (inSample(id, 0.1)) expect(inSample(id, 0.5)).toBe(true);
    expect(inSample(id.toUpperCase(), 0.3)).toBe(inSample(id, 0.3));
  }
});
