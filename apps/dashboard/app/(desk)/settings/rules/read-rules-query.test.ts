import { verticals } from "@callscript/core/vertical.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readRulesView } from "./read-rules-query.ts";
import { rulesHref } from "./rules-query.ts";

const read = (href: string) => readRulesView(Object.fromEntries(new URL(href, "http://desk").searchParams));

test("an address leads to the view that it was made of", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...verticals),
      fc.option(fc.string({ maxLength: 200 }), { nil: null }),
      fc.constantFrom("draft" as const, "published" as const, "changes" as const),
      (pack, rule, v) => {
        expect(read(rulesHref({ pack, rule, v }))).toEqual({ pack, rule, v });
      },
    ),
  );
});

test("what an address says wrongly falls back", () => {
  expect(readRulesView({ pack: "Nowhere", v: "both", rule: ["a", "b"] })).toEqual({
    pack: "General",
    rule: null,
    v: "draft",
  });
});
