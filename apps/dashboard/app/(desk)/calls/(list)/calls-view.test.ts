import { callStatuses } from "@callscript/core/call-state.ts";
import { verticals } from "@callscript/core/vertical.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { callsQuery, everyCall, isFiltered } from "./calls-query.ts";
import { type CallsView, filtersOf, readCallsView } from "./calls-view.ts";

const read = (query: string) => readCallsView(Object.fromEntries(new URLSearchParams(query)));
const minutes = fc.option(fc.integer({ min: 0, max: 9999 }));
const day = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((one) => one.toISOString().slice(0, 10));

const anyView: fc.Arbitrary<CallsView> = fc.record({
  status: fc.uniqueArray(fc.constantFrom(...callStatuses)),
  q: fc.string({ maxLength: 50 }).map((text) => text.trim()),
  from: fc.option(fc.oneof(fc.constant("today" as const), day)),
  to: fc.option(day),
  vertical: fc.option(fc.constantFrom(...verticals)),
  campaign: fc.option(fc.uuid()),
  publisher: fc.option(fc.string({ minLength: 1, maxLength: 50 })),
  verdict: fc.option(fc.constantFrom("confirmed_bad" as const, "marked_safe" as const, "open" as const)),
  sev: fc.uniqueArray(fc.integer({ min: 1, max: 4 })),
  minutes: fc.option(fc.tuple(minutes, minutes)),
  sort: fc.constantFrom("newest" as const, "longest" as const, "revenue" as const),
});

test("an address says all of a view", () => {
  fc.assert(
    fc.property(anyView, (view) => {
      expect(read(callsQuery(view))).toEqual(view);
    }),
  );
});

test("nothing is filtered in the plain address", () => {
  expect(callsQuery(everyCall)).toBe("");
  expect(isFiltered(everyCall)).toBe(false);
  expect(isFiltered({ ...everyCall, sort: "revenue" })).toBe(false);
  expect(isFiltered({ ...everyCall, q: "card" })).toBe(true);
});

test.each([
  "status=nonsense",
  "from=2026-13-40&to=yesterday",
  "vertical=Knitting&campaign=1",
  "verdict=guilty&sev=0,9,x",
  "minutes=5&sort=worst",
  "minutes=a-b",
  "publisher=a%00b",
])("%s falls back to every call", (query) => {
  expect(read(query)).toEqual(everyCall);
});

test("what can be read of a list is kept, and the first of two", () => {
  expect(read("status=failed,nonsense,failed&sev=4,9").status).toEqual(["failed"]);
  expect(readCallsView({ q: ["card", "gift"] }).q).toBe("card");
});

test("today is the day that it is, in UTC", () => {
  const late = new Date("2026-11-30T23:30:00-05:00");
  expect(filtersOf(read("from=today&minutes=2-"), late)).toMatchObject({
    fromDay: "2026-12-01",
    minMinutes: 2,
    maxMinutes: null,
  });
});
