import type { Preview } from "@callscript/core/desk/read-preview.ts";
import type { Flag } from "@callscript/core/flag.ts";
import { expect, test } from "vitest";
import { toPreview } from "./preview-words.ts";

const now = new Date("2026-11-24T12:00:00Z");
const flag: Flag = {
  code: "misleading_incentive",
  name: "Promises a cash card",
  severity: 4,
  at_fault: "publisher",
  refundable: true,
  rule_version: "Medicare@4",
  evidence: "quote",
  quote: "a gift card",
  verified: "exact",
  fact: null,
  turn: 1,
  speaker: "agent",
  start: 42.2,
  end: 50,
  reason: "the agent offers cash",
  confidence: null,
};
const preview: Preview = {
  call: {
    id: "0190aaaa-0000-7000-8000-000000000000",
    campaign: "Medicare AEP",
    vertical: "Medicare",
    publisher: "Brightline",
    buyer: null,
    caller_number: "+13125550142",
    revenue: "61.0000",
    payout: "44.0000",
    ended_at_utc: new Date("2026-11-24T11:50:00Z"),
    judged_at_utc: new Date("2026-11-24T11:54:10Z"),
    window_closes_at_utc: new Date("2026-11-25T13:00:00Z"),
    has_recording: true,
    recording_seconds: 252,
    flags: [flag],
    severity: 4,
    qa_version: "Medicare@4",
    review_reason: null,
  },
  flag,
  place: 1,
  others: [],
  lines: [
    { speaker: "caller", start: 38, end: 41, text: "Is it free?", isQuoted: false },
    { speaker: "agent", start: 42, end: 50, text: "You get a gift card.", isQuoted: true },
  ],
  rule: {
    code: flag.code,
    question: "Does the agent offer cash?",
    pack: "Medicare",
    version: "4",
    effective_from: "2026-10-01",
  },
  span: { start: 42.2, end: 50 },
  clip: { from: 36.2, to: 56, loudness: [] },
};

test("a quote is shown with its place, its seconds, and how soon it was flagged", () => {
  expect(toPreview(preview, now)).toMatchObject({
    place: "Flag 1 of 1 on this call",
    evidence: { word: "Quote verified", isSure: true },
    title: "Promises a cash card",
    when: "Agent, 0:42 to 0:50 of 4:12, flagged 4 min 10 s after hang-up",
    rule: { source: "Rule, Medicare 4, in force since Oct 1, 2026", text: "Does the agent offer cash?" },
    clip: { start: 42.2, end: 50, from: 36.2, to: 56 },
  });
  expect(toPreview(preview, now).lines.map(({ kind, quote }) => [kind, quote])).toEqual([
    ["caller", null],
    ["agent", "a gift card"],
  ]);
});

test("facts are said with what they are worth, and the unknown as a dash", () => {
  const facts = new Map(toPreview(preview, now).facts.map(({ name, value }) => [name, value]));
  expect(facts.get("Buyer")).toBe("–");
  expect(facts.get("Caller")).toBe("(312) •••-••42");
  expect(facts.get("Revenue")).toBe("$61.00, payout $44.00");
  expect(facts.get("Refund window")).toMatch(/^1 d 1 h left, closes Wed, Nov 25, 2026/);
});

test("a measured fact has no speaker, and an approximate match says so", () => {
  const fact = { measure: "silence", value: 9, limit: 5, unit: "s" };
  const measured: Flag = { ...flag, evidence: "fact", verified: "measured", quote: null, turn: null, fact };
  expect(toPreview({ ...preview, flag: measured, lines: [] }, now)).toMatchObject({
    evidence: { word: "Measured" },
    when: "0:42 to 0:50 of 4:12, flagged 4 min 10 s after hang-up",
  });
  const near = toPreview({ ...preview, flag: { ...flag, verified: "fuzzy" } }, now);
  expect(near.evidence).toEqual({ word: "Matched approximately", isSure: false });
});

test("a call without a flag says why it is shown", () => {
  const call: Preview["call"] = { ...preview.call, flags: [], review_reason: "unsure" };
  const unsure = toPreview(
    { ...preview, call, flag: null, place: 0, lines: [], rule: null, span: null, clip: null },
    now,
  );
  expect(unsure).toMatchObject({ title: "The judge was unsure", place: null, evidence: null, when: "" });
  expect(unsure.reason).toContain("Listen to the call");
});
