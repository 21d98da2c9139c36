import { expect, test } from "vitest";
import { pricesNamed } from "./prices-named.ts";

test("a judge's name carries its prices, or none", () => {
  expect(pricesNamed("openai/gpt-4o-mini@0.15/0.075/0.60")).toEqual({ input: 0.15, cached: 0.075 });
  expect(pricesNamed("phrases")).toBeNull();
  expect(pricesNamed("openai/a/b")).toBeNull();
});
