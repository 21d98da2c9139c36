import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { PackFile } from "@callscript/adapters/rules-yaml/read-pack-text.ts";
import type { RulesNote } from "@callscript/adapters/rules-yaml/rules-note.ts";
import { Rule, type RulePack } from "@callscript/core/rule.ts";
import { expect, onTestFinished, test } from "vitest";
import { exitCodes } from "../exit-codes.ts";
import { draftOf, lintRuleFiles } from "./lint-rule-files.ts";

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

test("where no rule file is, it is said; a file that cannot be used is one", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "lint-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const lint = () => lintRuleFiles({ paths: [folder], others: [], set: null });
  await writeFile(path.join(folder, "notes.txt"), "not a rule");
  await expect(lint()).rejects.toMatchObject({
    exitCode: exitCodes.usage,
    message: "There is no rule file there.",
  });
  const doubled = (name: string, of: string) =>
    `${name}: &${name} [${Array(10).fill(`*${of}`).join(", ")}]\n`;
  const bomb = ["a", "b", "c", "d", "e", "f"].map((name, index, all) =>
    doubled(`x-${name}`, `x-${all[index - 1] ?? "0"}`),
  );
  await writeFile(path.join(folder, "bomb.yaml"), `x-0: &x-0 [1]\n${bomb.join("")}`);
  const { files, notes } = await lint();
  expect(files).toEqual([]);
  expect(notes).toEqual([
    expect.objectContaining({ level: "fault", message: expect.stringMatching(/^is no YAML: .*alias/) }),
  ]);
});
