import type { PackFile } from "@callscript/adapters/rules-yaml/read-pack-text.ts";
import type { RulesNote } from "@callscript/adapters/rules-yaml/rules-note.ts";
import { Rule, type RulePack } from "@callscript/core/rule.ts";
import { expect, test } from "vitest";
import { draftOf } from "./lint-rule-files.ts";

const packOf = (pack: RulePack["pack"], name: string): RulePack => ({
  pack,
  version: "1",
  rules: [
    Rule.parse({
      code: "one",
      name,
      severity: "low",
      verticals: [pack],
      effective_from: "2026-01-01",
      question: "Is something wrong with it?",
      at_fault: "buyer",
      refundable: true,
      examples: { flag: [], pass: [] },
    }),
  ],
});
const fileOf = (file: string, pack: RulePack): PackFile => ({ file, pack, lineOf: () => 1 });
const note = (file: string, level: RulesNote["level"]): RulesNote => ({
  level,
  file,
  line: null,
  rule: null,
  field: null,
  message: "x",
});

test("a stricter lint holds up no draft for the packs that are in force as they are", () => {
  const files = [fileOf("solar", packOf("Solar", "As it is")), fileOf("legal", packOf("Legal", "Edited"))];
  const notes = [
    note("solar", "fault"),
    note("legal", "fault"),
    note("legal", "note"),
    note("torn", "fault"),
  ];
  const { changed, faults } = draftOf({ files, notes }, [
    packOf("Solar", "As it is"),
    packOf("Legal", "As it was"),
  ]);
  expect(changed.map(({ file }) => file)).toEqual(["legal"]);
  expect(faults.map(({ file }) => file)).toEqual(["legal", "torn"]);
});
