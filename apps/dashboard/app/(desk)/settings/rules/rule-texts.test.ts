import { newDraftRule } from "@callscript/core/desk/draft-rule.ts";
import { Rule } from "@callscript/core/rule.ts";
import { expect, test } from "vitest";
import { changesOf, packChanges } from "./rule-texts.ts";

const rule = (changes: Partial<Rule> = {}) =>
  Rule.parse({
    ...newDraftRule("Solar", "2026-10-01"),
    code: "free",
    name: "Free panels",
    question: "Does the agent say that panels are free?",
    ...changes,
  });

test("what changed in a rule is told by field, and a long pre-check by the lines around it", () => {
  expect(changesOf(rule(), rule())).toEqual([]);
  const patterns = Array.from({ length: 30 }, (_, index) => `free panel ${"x".repeat(index + 1)}`);
  const phrases = (any: string[]) => Rule.shape.phrases.parse([{ who: "agent", any }]);
  const changes = changesOf(
    rule({ phrases: phrases(patterns) }),
    rule({
      effective_to: "2026-12-31",
      phrases: phrases([...patterns.slice(0, 20), "new", ...patterns.slice(20)]),
    }),
  );
  expect(changes.map(({ field }) => field)).toEqual(["In force until", "Pre-check"]);
  expect(changes[0]?.parts.map(({ text }) => text).join("")).toContain("Dec 31, 2026");
  const [before, added, after] = changes[1]?.parts ?? [];
  expect(added).toMatchObject({ kind: "added", text: expect.stringContaining("new") });
  expect(before?.text).toContain("…");
  expect(`${before?.text}${after?.text}`.split("\n").length).toBeLessThan(10);
});

test("of two versions it is told what is new, changed and taken out", () => {
  const other = rule({ code: "gone", name: "Gone" });
  const fresh = rule({ code: "new", name: "New" });
  expect(
    packChanges([rule(), other], [rule({ name: "Free" }), fresh]).map(({ code, kind }) => [code, kind]),
  ).toEqual([
    ["free", "changed"],
    ["new", "new"],
    ["gone", "removed"],
  ]);
});
