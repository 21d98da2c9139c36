import type { InboxCall } from "@callscript/core/desk/inbox.sql.ts";
import type { Flag } from "@callscript/core/flag.ts";
import { expect, test } from "vitest";
import { toRow } from "./inbox-row.ts";

const now = new Date("2026-11-24T12:00:00Z");
const inHours = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

const flag: Flag = {
  code: "no_disclosure",
  name: "No disclosure",
  severity: 2,
  at_fault: "publisher",
  refundable: true,
  rule_version: "v1",
  evidence: "quote",
  quote: "just say yes",
  verified: "exact",
  fact: null,
  turn: 3,
  speaker: "agent",
  start: 73.4,
  end: 75,
  reason: "the agent coaches the caller",
  confidence: 0.9,
};
const call: InboxCall = {
  id: "0190aaaa-0000-7000-8000-000000000000",
  severity: 2,
  flags: [flag],
  vertical: "Medicare",
  publisher: "Acme Leads",
  revenue: "61.00",
  ended_at_utc: inHours(-2),
  window_closes_at_utc: inHours(72),
  review_reason: null,
  verdict: null,
  verdict_version: 4,
  stand_in: false,
  decided_by: null,
  decided_at_utc: null,
  start_key: "2026-11-24T09:55:00.000001Z",
  closes_key: null,
};
const row = (changes: Partial<InboxCall> = {}) => toRow({ ...call, ...changes }, now);

test("a call with a quote is shown with who said it and where", () => {
  expect(row()).toMatchObject({
    id: call.id,
    version: 4,
    severity: 2,
    severityWord: "Medium",
    rule: "No disclosure",
    more: 0,
    speaker: "Agent",
    speakerKind: "agent",
    at: "1:13",
    snippet: "“just say yes”",
    vertical: "Medicare",
    publisher: "Acme Leads",
    revenue: "$61.00",
    usd: "61.00",
    window: "3 d 0 h",
    closingSoon: false,
    age: "2 h",
    verdict: null,
  });
});

test("the gravest flag leads, the others are counted, and the call's own list is left as it is", () => {
  const flags = [flag, { ...flag, name: "Do not call", severity: 4 }, { ...flag, name: "Rude", severity: 1 }];
  const given = row({ flags, severity: 4 });
  expect(given).toMatchObject({ rule: "Do not call", more: 2 });
  expect(flags.map(({ severity }) => severity)).toEqual([2, 4, 1]);
});

test("what is unknown is a dash and never 0", () => {
  const unknown = row({
    vertical: null,
    publisher: null,
    revenue: null,
    window_closes_at_utc: null,
    flags: [{ ...flag, start: null }],
  });
  expect(unknown).toMatchObject({ vertical: "–", publisher: "–", revenue: "–", window: "–", at: "–" });
  expect(unknown.closingSoon).toBe(false);
});

test("a call without a flag says why it is here", () => {
  expect(row({ flags: [], severity: null, review_reason: "unverified_quote" })).toMatchObject({
    rule: "A quote is not in the transcript",
    snippet: expect.stringContaining("do not stand in the line"),
    more: 0,
    severity: 0,
    severityWord: "Unrated",
    speakerKind: "other",
    at: "–",
  });
  expect(row({ flags: [] }).rule).toBe("No flag");
});

test("a call that was judged otherwise after a decision says what was decided", () => {
  expect(row({ flags: [flag], verdict: "marked_safe", review_reason: "rejudge_differs" }).rule).toBe(
    `${flag.name}, was marked safe`,
  );
  expect(row({ flags: [], verdict: "confirmed_bad", review_reason: "rejudge_differs" }).rule).toBe(
    "No flag, was confirmed bad",
  );
});

test("a measured fact has no speaker and shows its reason", () => {
  const fact = { measure: "seconds", value: 9, limit: 30, unit: "s" };
  const measured: Flag = {
    ...flag,
    evidence: "fact",
    quote: null,
    turn: null,
    speaker: null,
    start: null,
    fact,
  };
  expect(row({ flags: [{ ...measured, reason: "9 s of 30 s" }] })).toMatchObject({
    speaker: "Measured",
    speakerKind: "other",
    snippet: "9 s of 30 s",
  });
});

test.each([
  ["caller", "Caller", "caller"],
  ["S1", "S1", "other"],
  ["unknown", "Speaker", "other"],
  [null, "Speaker", "other"],
])("a speaker %s is %s", (speaker, word, kind) => {
  expect(row({ flags: [{ ...flag, speaker }] })).toMatchObject({ speaker: word, speakerKind: kind });
});

test.each([
  [72, "3 d 0 h", false],
  [24, "1 d 0 h", false],
  [23.5, "23 h 30 min", true],
  [-0.01, "closed", false],
])("a refund window that ends in %d h", (hours, words, closingSoon) => {
  expect(row({ window_closes_at_utc: inHours(hours) })).toMatchObject({ window: words, closingSoon });
});

test("a decision stays with its row, with who made it and when", () => {
  expect(row({ verdict: "marked_safe", decided_by: "Maya", decided_at_utc: inHours(-3) })).toMatchObject({
    verdict: "marked_safe",
    decided: "Marked safe by Maya, 3 h",
  });
  expect(row({ verdict: "confirmed_bad" }).decided).toBe("Confirmed bad by somebody");
  expect(row().decided).toBeNull();
});

test("a row knows its place in every order", () => {
  expect(row({ closes_key: "2026-11-27T09:55:00.000001Z" })).toMatchObject({
    severity: 2,
    startUtc: "2026-11-24T09:55:00.000001Z",
    closesUtc: "2026-11-27T09:55:00.000001Z",
  });
});
