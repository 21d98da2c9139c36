import { expect, test } from "vitest";
import { cn } from "./class-names.ts";

test("names are joined, and what is not set is left out", () => {
  expect(cn("flex", false, null, undefined, ["gap-2", { hidden: false, grow: true }])).toBe(
    "flex gap-2 grow",
  );
  expect(cn()).toBe("");
});

test("a later class wins over an earlier one of its kind", () => {
  expect(cn("px-2 text-sm", "px-4")).toBe("text-sm px-4");
  expect(cn("p-2", "px-4")).toBe("p-2 px-4");
});
