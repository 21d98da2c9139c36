import fc from "fast-check";
import { expect, test } from "vitest";
import { OverviewUrl, overviewHref } from "./overview-url.ts";

const plain = OverviewUrl.parse({});

test("an address that says nothing, or nothing good, is today's calls of everybody", () => {
  const nobody = { campaign: null, vertical: null, publisher: null };
  expect(plain).toEqual({ range: "today", ...nobody, view: "calls", by: "publisher", table: null });
  const bad = {
    range: "90d",
    campaign: "x'--",
    vertical: "Boats",
    publisher: ["a", "b"],
    view: "",
    by: "buyer",
    table: "prices",
  };
  expect(OverviewUrl.parse(bad)).toEqual(plain);
  expect(overviewHref(plain)).toBe("/dashboard");
});

test("one thing changed keeps the others", () => {
  const week = OverviewUrl.parse({ range: "7d", publisher: "Blue & Co" });
  expect(overviewHref(week)).toBe("/dashboard?range=7d&publisher=Blue+%26+Co");
  expect(overviewHref(week, { range: "today", vertical: "Medicare" })).toBe(
    "/dashboard?vertical=Medicare&publisher=Blue+%26+Co",
  );
});

test("whatever an address says is read back as it was", () => {
  fc.assert(
    fc.property(
      fc.record({
        range: fc.constantFrom("today" as const, "7d" as const, "30d" as const),
        campaign: fc.option(fc.uuid()),
        vertical: fc.constantFrom(null, "Medicare" as const, "General" as const),
        publisher: fc.option(fc.string({ minLength: 1, maxLength: 200, unit: "grapheme-ascii" })),
        view: fc.constantFrom("calls" as const, "lanes" as const),
        by: fc.constantFrom("publisher" as const, "campaign" as const),
        table: fc.constantFrom(null, "figures" as const, "traffic" as const),
      }),
      (url) => {
        const said = new URL(overviewHref(url), "http://desk").searchParams;
        expect(OverviewUrl.parse(Object.fromEntries(said))).toEqual(url);
      },
    ),
  );
});
