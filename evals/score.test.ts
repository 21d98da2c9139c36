import type { RawFinding } from "@callscript/core/ports.ts";
import { expect, test } from "vitest";
import type { JudgedCall } from "./judge-set.ts";
import { LabelledCall } from "./labelled-call.ts";
import { score } from "./score.ts";

let made = 0;
/** A call with its label, as judged: `raised` codes, findings and whether a person is to look. */
function judged(
  label: "bad" | "safe",
  {
    flags = [],
    tolerated = [],
    raised = [],
    findings = [],
    review = false,
  }: {
    flags?: string[];
    tolerated?: string[];
    raised?: string[];
    findings?: Partial<RawFinding>[];
    review?: boolean;
  },
): JudgedCall {
  made += 1;
  const call = LabelledCall.parse({
    id: `c${made}`,
    label,
    flags,
    tolerated_flags: tolerated,
    turns: [
      { speaker: "agent", text: "We are NOT Medicare, sir." },
      { speaker: "caller", text: "oh" },
    ],
  });
  const finding = { code: "x", answer: "yes" as const, reason: "", turn: 0, quote: null, confidence: null };
  return {
    call: { ...call, date: "2026-11-01" },
    verdict: {
      status: raised.length > 0 ? "flagged" : "safe",
      flags: raised.map((code) => ({
        code,
        name: code,
        severity: 3,
        at_fault: "buyer",
        refundable: true,
        rule_version: "General@1",
        evidence: "quote",
        quote: "oh",
        verified: "exact",
        fact: null,
        turn: 1,
        speaker: "caller",
        start: null,
        end: null,
        reason: "",
        confidence: null,
      })),
      needsReview: review ? "unsure" : null,
      doubts: [],
      asked: [],
      notApplicable: [],
    },
    answer: {
      findings: findings.map((one) => ({ ...finding, ...one })),
      model: "test",
      persuadable: true,
      tokensIn: 0,
      tokensCached: 0,
      tokensOut: 0,
      costUsd: "0",
    },
  };
}

test("calls: what is only tolerated flags no safe call; a wrong code flags a bad one, but not for its reason", () => {
  const report = score([
    judged("bad", { flags: ["a"], raised: ["a"] }),
    judged("bad", { flags: ["a"], raised: ["b"] }),
    judged("bad", { flags: ["a"], review: true }),
    judged("bad", { flags: ["a"] }),
    judged("bad", { flags: [], raised: ["z"] }),
    judged("safe", { raised: ["t"], tolerated: ["t"] }),
    judged("safe", { raised: ["t", "a"], tolerated: ["t"], review: true }),
    judged("safe", {}),
  ]);
  expect(report.calls).toEqual({ bad: 5, safe: 3 });
  expect(report.recall).toMatchObject({ hits: 3, of: 5, value: 0.6, low: 0.2307, high: 0.8824 });
  expect(report.recallByOwnCode).toMatchObject({ hits: 1, of: 4 });
  expect(report.recallWithReview).toMatchObject({ hits: 4, of: 5 });
  expect(report.falsePositiveRate).toMatchObject({ hits: 1, of: 3 });
  expect(report.needsReview).toMatchObject({ bad: { hits: 1, of: 5 }, safe: { hits: 1, of: 3 } });
});

test("flags: right, wrong, missed; tolerated ones and those of a bad call without codes are neither", () => {
  const { flags, perCode } = score([
    judged("bad", { flags: ["a", "b"], raised: ["a"] }),
    judged("bad", { flags: ["b"], raised: ["a", "t"], tolerated: ["t"] }),
    judged("bad", { flags: [], raised: ["a"] }),
    judged("safe", { raised: ["a"] }),
  ]);
  expect(perCode).toMatchObject({
    a: { precision: { hits: 1, of: 3 }, recall: { hits: 1, of: 1 } },
    b: { precision: { hits: 0, of: 0, value: null }, recall: { hits: 0, of: 2 } },
  });
  expect(Object.keys(perCode)).toEqual(["a", "b"]);
  expect(flags).toMatchObject({ precision: { hits: 1, of: 3 }, recall: { hits: 1, of: 3 } });
});

test("a code that no label of the set names: neither on a bad call, and counted; wrong on a safe one", () => {
  const bad = judged("bad", { flags: ["a"], raised: ["a", "own"] });
  expect(score([bad])).toMatchObject({
    flags: { precision: { hits: 1, of: 1 } },
    codesWithoutLabel: { own: 1 },
  });
  const both = score([bad, judged("safe", { raised: ["own"] })]);
  expect(both.falsePositiveRate).toMatchObject({ hits: 1, of: 1 });
  expect(both.perCode["own"]?.precision).toMatchObject({ hits: 0, of: 1 });
  expect(score([bad, judged("bad", { flags: ["own"] })]).perCode["own"]?.precision).toMatchObject({
    hits: 0,
    of: 1,
  });
});

test("quotes: as the judge gave them, before code looked for them", () => {
  const { flags } = score([
    judged("safe", {
      findings: [
        { quote: "NOT Medicare", turn: 0 },
        { quote: "not medicare", turn: 0 },
        { quote: "NOT Medicare", turn: 1 },
        { quote: "I am from Medicare", turn: 0 },
        { quote: "NOT Medicare", turn: null },
        { quote: " " },
        { quote: null },
      ],
    }),
  ]);
  expect(flags.quoteFound).toMatchObject({ hits: 1, of: 5 });
  expect(flags.quoteVerified).toMatchObject({ hits: 2, of: 5 });
});

test("a call that could not be judged is not flagged", () => {
  const { call } = judged("bad", { flags: ["a"] });
  const report = score([{ call, verdict: null, answer: null, failure: "not JSON" }]);
  expect(report.recall).toMatchObject({ hits: 0, of: 1 });
});
