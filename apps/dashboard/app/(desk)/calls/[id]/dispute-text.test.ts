import type { Flag } from "@callscript/core/flag.ts";
import { expect, test } from "vitest";
import { disputeText } from "./dispute-text.ts";

const call = {
  id: "019a0000-0000-7000-8000-000000000001",
  ringba_call_id: "RGB1",
  campaign: "Medicare AEP",
  publisher: "Brightline",
  buyer: null,
  revenue: "61",
  ended_at_utc: new Date("2026-11-19T14:31:04Z"),
};
const flag: Flag = {
  code: "cash_card",
  name: "Promises a cash card",
  severity: 4,
  at_fault: "publisher",
  refundable: true,
  rule_version: "Medicare@4",
  evidence: "quote",
  quote: "you qualify for the card",
  verified: "exact",
  fact: null,
  turn: 3,
  speaker: "agent",
  start: 42.3,
  end: 47,
  reason: "The agent agreed she qualifies.",
  confidence: null,
};
const rule = {
  code: "cash_card",
  question: "Does the agent offer cash?",
  pack: "Medicare",
  version: "4",
  effective_from: "2026-10-01",
};

test("a case names the call, the second, the words, and the rule with its version", () => {
  expect(disputeText(call, [flag], [rule])).toBe(
    `Call RGB1 (CallScript 019a0000-0000-7000-8000-000000000001)
Ended 2026-11-19T14:31:04.000Z
Campaign: Medicare AEP. Publisher: Brightline. Buyer: –. Revenue: $61.00.

1. Promises a cash card (critical)
   Agent at 0:42: "you qualify for the card" (found word for word in the transcript)
   The agent agreed she qualifies.
   Rule cash_card, Medicare version 4, in force since 2026-10-01: Does the agent offer cash?`,
  );
});

test("a rule whose text is not known is named all the same; a measured flag tells what was measured", () => {
  const measured: Flag = {
    ...flag,
    evidence: "fact",
    quote: null,
    verified: "measured",
    reason: "31 s of silence",
  };
  const text = disputeText(call, [measured], []);
  expect(text).toContain("Measured: 31 s of silence");
  expect(text).toContain("Rule cash_card, Medicare@4");
  expect(disputeText(call, [], [])).toContain("No flags.");
});
