import path from "node:path";
import { Rule } from "@callscript/core/rule.ts";
import { expect, test } from "vitest";
import { readPrecheckText, writePrecheckText } from "./precheck-text.ts";
import { readRulePacks } from "./read-rule-packs.ts";

test("what is written of every built-in rule reads as the same", async () => {
  const packs = await readRulePacks(path.resolve(import.meta.dirname, "../../rules"));
  for (const rule of packs.flatMap(({ rules }) => rules)) {
    const { phrases, facts, applies_if } = Rule.parse(rule);
    expect(readPrecheckText(writePrecheckText(rule)), rule.code).toEqual({
      ok: true,
      precheck: { phrases, facts, applies_if },
    });
  }
});

test("nothing is no pre-check; what cannot be read says where", () => {
  expect(readPrecheckText("")).toEqual({
    ok: true,
    precheck: { phrases: [], facts: [], applies_if: null },
  });
  const faultOf = (text: string) => {
    const read = readPrecheckText(text);
    return read.ok ? null : read.fault;
  };
  expect(faultOf("phrases: [")).toMatch(/^is no YAML: /);
  expect(faultOf("phrases: *nobody")).toMatch(/^is no YAML: /);
  expect(faultOf("phrases:\n  - who: agent\n    any: ['(open']")).toMatch(/^phrases\.0\.any\.0 a bracket/);
  expect(faultOf("phrases:\n  - who: agent\n    any: [cash]\n    unles: [no]")).toMatch(/unles.* no field/);
  expect(faultOf("question: what")).toMatch(/question/);
});
