import { InboxSort, InboxTab } from "@callscript/core/desk/inbox-filter.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type InboxState, inboxHref, isFiltered, withoutFilters } from "./inbox-state.ts";
import { filterOf, readInboxState } from "./read-inbox-state.ts";

const name = fc.option(
  fc
    .string({ minLength: 1, maxLength: 40 })
    .filter((one) => one.trim() !== "")
    .map((one) => one.trim()),
);
const states: fc.Arbitrary<InboxState> = fc.record({
  tab: fc.constantFrom(...InboxTab.options),
  sort: fc.constantFrom(...InboxSort.options),
  severities: fc.subarray([1, 2, 3, 4]),
  vertical: name,
  campaign: fc.option(fc.uuid()),
  publisher: name,
  rule: fc.option(fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/)),
  closing: fc.constantFrom("day", "today", null),
  mine: fc.boolean(),
  words: name,
});
const read = (href: string) =>
  readInboxState(Object.fromEntries(new URL(href, "http://desk.local").searchParams));
const plain = readInboxState({});

test("an address that was made is read as what it was made of", () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(read(inboxHref(state))).toEqual(state);
    }),
  );
});

test("bad values count as none, and the first of several counts", () => {
  expect(
    readInboxState({
      tab: "burnt",
      sort: "4",
      sev: "9,x",
      campaign: "1; drop",
      rule: "A-b",
      closing: "never",
      mine: "yes",
      q: "  ",
      vertical: "x".repeat(300),
    }),
  ).toEqual(plain);
  expect(readInboxState({ sev: ["4,2,4", "1"], publisher: ["Acme", "Other"] })).toMatchObject({
    severities: [2, 4],
    publisher: "Acme",
  });
});

test("the plain inbox has a plain address, and clearing keeps tab and order", () => {
  expect(inboxHref(plain)).toBe("/flags");
  expect(isFiltered(plain)).toBe(false);
  const narrowed: InboxState = { ...plain, tab: "safe", sort: "newest", mine: true };
  expect(isFiltered(narrowed)).toBe(true);
  expect(inboxHref(withoutFilters(narrowed))).toBe("/flags?tab=safe&sort=newest");
});

test("today ends at midnight UTC, a day 24 hours from now; mine asks for decided calls alone", () => {
  const now = new Date("2026-11-24T18:00:00Z");
  const before = (closing: InboxState["closing"]) =>
    filterOf({ ...plain, closing }, "maya@desk.local", now).closesBefore?.toISOString() ?? null;
  expect(before("today")).toBe("2026-11-25T00:00:00.000Z");
  expect(before("day")).toBe("2026-11-25T18:00:00.000Z");
  expect(before(null)).toBeNull();
  const by = (tab: InboxTab) => filterOf({ ...plain, tab, mine: true }, "maya@desk.local", now).decidedBy;
  expect([by("review"), by("unsure"), by("confirmed"), by("safe")]).toEqual([
    null,
    null,
    "maya@desk.local",
    "maya@desk.local",
  ]);
});

test("what the database cannot be asked for counts as none", () => {
  expect(read("/flags?vertical=%00&publisher=a%00b&q=%00")).toEqual(plain);
});
