import { expect, test } from "vitest";
import { Rule, type RulePack } from "../rule.ts";
import { diffRules } from "./diff-rules.ts";
import { nextVersion, planPublication } from "./plan-publication.ts";

const ruleOf = (code: string, changes: Record<string, unknown> = {}) =>
  Rule.parse({
    code,
    name: `The rule ${code}`,
    severity: "high",
    verticals: ["Solar"],
    effective_from: "2026-01-01",
    question: "Is something wrong with the call?",
    at_fault: "buyer",
    refundable: true,
    examples: { flag: [], pass: [] },
    ...changes,
  });
const packOf = (version: string, ...codes: string[]): RulePack => ({
  pack: "Solar",
  version,
  rules: codes.map((code) => ruleOf(code)),
});

test("an edit of the version in force becomes the next one; a newer name is kept", () => {
  const published = [packOf("9", "a"), packOf("10", "b"), packOf("1", "c")];
  expect(planPublication(packOf("9", "x"), published)).toMatchObject({
    kind: "new",
    next: { version: "11" },
  });
  expect(planPublication(packOf("12", "x"), published)).toMatchObject({
    kind: "new",
    next: { version: "12" },
  });
  expect(planPublication(packOf("5", "x"), [])).toMatchObject({
    kind: "new",
    current: null,
    next: { version: "5" },
  });
});

test("a version too large to count on from, or the last there is, holds up no further one", () => {
  const huge = [packOf("99999999999999999999999", "a"), packOf("20261130101500123", "b"), packOf("3", "c")];
  expect(nextVersion(huge)).toBe("4");
  expect(planPublication(packOf("20261130101500124", "x"), huge)).toMatchObject({ next: { version: "4" } });
  expect(nextVersion([packOf("999999"), packOf("1"), packOf("2")])).toBe("3");
});

test("equal rules are nothing to do, whatever their file calls them and in whatever order its fields are", () => {
  const published = [packOf("2", "a"), packOf("1", "b")];
  expect(planPublication(packOf("7", "a"), published)).toMatchObject({ kind: "same", current: "2" });
  const rule = Object.fromEntries(Object.entries(ruleOf("a")).reverse());
  const shuffled = { ...packOf("2"), rules: [rule as Rule] };
  expect(planPublication(shuffled, published)).toMatchObject({ kind: "same" });
});

test("an edit of an older version is a conflict, the older version itself is told as such", () => {
  const published = [packOf("3", "a"), packOf("2", "b"), packOf("1", "c")];
  expect(planPublication(packOf("2", "x"), published)).toMatchObject({
    kind: "conflict",
    basedOn: "2",
    current: "3",
    next: { version: "4" },
  });
  expect(planPublication(packOf("1", "c"), published)).toMatchObject({ kind: "earlier", earlier: "1" });
});

test("a diff names what was added, removed, changed with its fields, and moved", () => {
  const dated = ruleOf("d", { effective_from: "2026-06-01" });
  const before = [ruleOf("a"), ruleOf("b"), ruleOf("c"), dated];
  const after = [
    ruleOf("c"),
    ruleOf("a", { severity: "low", effective_to: "2026-12-31" }),
    { ...dated, effective_from: "2026-07-01" },
    ruleOf("d", { effective_from: "2026-01-01", effective_to: "2026-06-30" }),
  ];
  expect(diffRules(before, after)).toEqual({
    added: [{ code: "d", effective_from: "2026-01-01" }],
    removed: [{ code: "b", effective_from: "2026-01-01" }],
    changed: [
      { code: "a", effective_from: "2026-01-01", fields: ["severity", "effective_to"] },
      { code: "d", effective_from: "2026-07-01", fields: ["effective_from"] },
    ],
    reordered: true,
  });
  expect(diffRules(before, before)).toEqual({ added: [], removed: [], changed: [], reordered: false });
});

test("the rules in force are published once more where something is to be said of them", () => {
  const published = [packOf("2", "a"), packOf("1", "c")];
  expect(planPublication(packOf("2", "a"), published, { again: true })).toEqual({
    kind: "new",
    pack: published[0]?.pack,
    current: "2",
    next: packOf("3", "a"),
    diff: { added: [], removed: [], changed: [], reordered: false },
  });
});
