import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { prepareTranscript } from "@callscript/core/phrases/prepared-transcript.ts";
import { ruleApplies } from "@callscript/core/phrases/rule-applies.ts";
import { rulesOf } from "@callscript/core/rules-of.ts";
import { verticals } from "@callscript/core/vertical.ts";
import { describe, expect, test } from "vitest";
import { loadTokenCounter } from "../judge-openai/count-tokens.ts";
import { exampleTurns } from "./example-turns.ts";
import { lintPack } from "./lint-pack.ts";
import { lintTogether } from "./lint-together.ts";
import { readRuleFiles } from "./read-rule-files.ts";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const { files, faults } = await readRuleFiles([path.join(root, "rules")]);
const packs = files.map(({ pack }) => pack);
const all = packs.flatMap(({ pack, rules }) => rules.map((rule) => ({ pack, rule })));
const core = coreCodes(readFileSync(path.join(root, "evals/golden/FLAGS.md"), "utf8"));
const own = all.filter(({ pack, rule }) => pack !== "General" && !core.has(rule.code));

/** The fifteen core codes with their severity, and whether they are asked of Medicare alone. */
function coreCodes(flags: string): Map<string, { severity: string; medicareOnly: boolean }> {
  const rows = flags.matchAll(/^\| `(\w+)`\s*\| (\w+)\s*\| ([^|]+) \|/gm);
  return new Map(
    Array.from(rows, ([, code = "", severity = "", asked = ""]) => [
      code,
      { severity, medicareOnly: asked.startsWith("Medicare only") },
    ]),
  );
}

function askedOn(vertical: string, day: string, code: string) {
  const found = rulesOf(packs, vertical, day).rules.filter((rule) => rule.code === code);
  expect(found.length, `${code} on ${day}`).toBe(1);
  return found[0]?.question ?? "";
}

describe("the shipped packs", () => {
  test("there is one for General and each vertical, with at least 45 rules of different codes", () => {
    expect(faults).toEqual([]);
    expect(packs.map(({ pack }) => pack).sort()).toEqual([...verticals].sort());
    expect(new Set(all.map(({ rule }) => rule.code)).size).toBeGreaterThanOrEqual(45);
    expect(new Set(own.map(({ rule }) => rule.code)).size).toBeGreaterThanOrEqual(33);
  });

  test("each of the fifteen core codes is there with its severity, asked of whom FLAGS.md says", () => {
    expect(core.size).toBe(15);
    for (const [code, { severity, medicareOnly }] of core) {
      const rules = all.filter(({ rule }) => rule.code === code);
      expect(rules.length, code).toBeGreaterThan(0);
      for (const { pack, rule } of rules) {
        expect(rule.severity, code).toBe(severity);
        expect(pack, code).toBe(medicareOnly ? "Medicare" : "General");
      }
    }
  });

  test("a rule is asked of its pack's vertical, and no code stands in two packs that are asked together", () => {
    for (const { pack, rule } of all) expect(rule.verticals, rule.code).toEqual([pack]);
    expect(lintTogether(files, packs)).toEqual([]);
  });

  test("each rule shows two calls that it flags and two that it does not", () => {
    for (const { rule } of all)
      expect([rule.examples.flag.length, rule.examples.pass.length], rule.code).toEqual([2, 2]);
  });

  test("they have no fault of lint: their phrases judge their examples as they say", async () => {
    const notes = await Promise.all(files.map(lintPack));
    expect(notes.flat().filter(({ level }) => level === "fault")).toEqual([]);
  });

  test("a rule applies to every example that it flags: its precondition is the wider net", () => {
    for (const { rule } of all)
      for (const example of rule.examples.flag)
        expect(ruleApplies(rule, prepareTranscript(exampleTurns(example))), `${rule.code}: ${example}`).toBe(
          true,
        );
  });

  test("at most a third of the verticals' rules is for a model alone", () => {
    const silent = own.filter(({ rule }) => rule.phrases.length === 0).map(({ rule }) => rule.code);
    expect(silent.length).toBeLessThanOrEqual(own.length / 3);
  });

  test("a question takes at most 45 tokens, a rule 85 on the average of its pack", async () => {
    const count = await loadTokenCounter();
    for (const vertical of verticals.filter((one) => one !== "General")) {
      const rules = own.filter(({ pack }) => pack === vertical).map(({ rule }) => rule);
      const tokens = rules.map(({ question, applies_when, examples }) => {
        expect(count(question), question).toBeLessThanOrEqual(45);
        return [question, applies_when, ...examples.flag, ...examples.pass].reduce(
          (sum, text) => sum + count(text),
          0,
        );
      });
      expect(tokens.reduce((sum, one) => sum + one, 0) / tokens.length, vertical).toBeLessThanOrEqual(85);
    }
  });
});

describe("the rules of the call's own day", () => {
  test("Medicare: the disclaimer, superlatives and the scope of appointment changed on 2026-10-01", () => {
    const [before, after] = ["2026-09-30", "2026-10-01"];
    expect(askedOn("Medicare", before, "missing_tpmo_disclaimer")).toContain("minute");
    expect(askedOn("Medicare", after, "missing_tpmo_disclaimer")).not.toContain("minute");
    expect(askedOn("Medicare", before, "med_superlative")).toContain("source");
    expect(askedOn("Medicare", after, "med_superlative")).toContain("misled");
    expect(askedOn("Medicare", before, "med_no_scope_of_appointment")).toContain("48 hours");
    expect(askedOn("Medicare", after, "med_no_scope_of_appointment")).not.toContain("48 hours");
  });

  test("Solar: the homeowners' tax credit ended with 2025", () => {
    expect(askedOn("Solar", "2025-12-31", "solar_tax_credit_promise")).toContain("leases");
    expect(askedOn("Solar", "2026-01-01", "solar_tax_credit_promise")).toContain("ended");
  });

  test("ACA: recorded consent is asked for since 2023-06-18", () => {
    const asked = (day: string) => rulesOf(packs, "ACA", day).rules.map(({ code }) => code);
    expect(asked("2023-06-17")).not.toContain("aca_no_enrollment_consent");
    expect(asked("2023-06-18")).toContain("aca_no_enrollment_consent");
  });

  test("a vertical's rules are asked of no other vertical", () => {
    const solar = rulesOf(packs, "Solar", "2026-11-01");
    expect(solar.version).toMatch(/^General@\d+\+Solar@\d+$/);
    expect(
      solar.rules.filter(({ verticals: asked }) => !asked.some((one) => ["General", "Solar"].includes(one))),
    ).toEqual([]);
  });
});
