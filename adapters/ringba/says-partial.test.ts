import { expect, test } from "vitest";
import { saysPartial } from "./says-partial.ts";

test.each([true, "true", "True", "yes", "Yes ", 1, "1"])("%j is partial", (said) =>
  expect(saysPartial(said)).toBe(true),
);

test.each([false, "false", "no", 0, "0", "", null, undefined, "none", {}])("%j is not", (said) =>
  expect(saysPartial(said)).toBe(false),
);
