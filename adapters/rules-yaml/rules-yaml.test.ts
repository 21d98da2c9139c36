import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Rule, type RulePack } from "@callscript/core/rule.ts";
import { afterAll, expect, test } from "vitest";
import { noteText } from "./note-text.ts";
import { readPackHeads } from "./read-pack-heads.ts";
import { readPackText } from "./read-pack-text.ts";
import { readRuleFiles } from "./read-rule-files.ts";
import { readRulePacks } from "./read-rule-packs.ts";
import { writePackText } from "./write-pack-text.ts";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const folder = await mkdtemp(path.join(tmpdir(), "rules-"));
afterAll(() => rm(folder, { recursive: true }));

const faultsOf = (text: string) => {
  const read = readPackText(text, "my.yaml");
  return read.ok ? [] : read.faults.map(noteText);
};

const good = `pack: Solar
version: "3"
rules:
  - code: promises_free_panels
    name: Free panels promised
    severity: high
    verticals: [Solar]
    effective_from: "2026-01-01"
    question: Does the agent say that the panels cost nothing?
    at_fault: publisher
    refundable: true
    examples: { flag: [], pass: [] }
`;

test("what is written is read as the same, for every built-in pack and twice over", async () => {
  const packs = await readRulePacks(path.join(root, "rules"));
  expect(packs.length).toBeGreaterThan(0);
  for (const pack of packs) {
    const text = writePackText(pack);
    const read = readPackText(text, "x.yaml");
    expect(read.ok && read.read.pack).toEqual(pack);
    expect(read.ok && writePackText(read.read.pack)).toBe(text);
  }
});

test("what YAML would take for something else stays text; fields that have their default are left out", () => {
  const phrase = { who: "caller", any: ["no", "* yes *", "1 800", "null", "it's: so #1", "never mind"] };
  const rule = Rule.parse({
    code: "on",
    name: "yes",
    severity: "low",
    verticals: ["Legal", "General"],
    effective_from: "2026-01-01",
    effective_to: "2026-02-01",
    applies_when: "- a list? \n\n no",
    applies_if: { who: "agent", any: ["true"] },
    question: `Long enough? ${"words and ".repeat(40)}"quotes" \t tab, trailing space `,
    at_fault: "system",
    refundable: false,
    phrases: [phrase, { ...phrase, who: "agent", heeds: [], confidence: 0.9, raises: true, answer: "no" }],
    facts: [{ measure: "no_speech", limit: 12.5 }],
    examples: { flag: ["A: one\nC: two"], pass: ["~", "{}"] },
  });
  const pack: RulePack = { pack: "Legal", version: "12", rules: [rule] };
  const text = writePackText(pack);
  const read = readPackText(text, "x.yaml");
  expect(read.ok && read.read.pack).toEqual(pack);
  expect(text).not.toContain("negatable");
  expect(text).toContain('effective_to: "2026-02-01"');
});

test("a fault names its line, rule and field; a misspelt field is one", () => {
  expect(faultsOf(good)).toEqual([]);
  expect(faultsOf(good.replace("severity: high", "severity: terrible"))).toEqual([
    expect.stringMatching(/^my\.yaml:6: promises_free_panels\.severity: /),
  ]);
  expect(faultsOf(good.replace("refundable: true", "refundible: true"))).toEqual([
    expect.stringMatching(/^my\.yaml:\d+: promises_free_panels\.refundable: is missing$/),
    expect.stringMatching(/^my\.yaml:11: promises_free_panels\.refundible: is no field that rules have/),
  ]);
  expect(faultsOf(good.replace('"3"', "3"))).toEqual([
    'my.yaml:2: version: is a number: write it in quotes, such as "1"',
  ]);
  expect(faultsOf(good.replace("[Solar]", "[Solar"))[0]).toMatch(/^my\.yaml:\d+: is no YAML: /);
  expect(faultsOf(good.replace("[Solar]", "*nothing"))[0]).toContain("nothing");
});

test.each(["0", "01", "-1", "1.5", "1+2@3", "", "1000000", "20261130101500123", "99999999999999999999999"])(
  "a version %j, after which none can be counted, is refused by its line",
  (version) => {
    expect(faultsOf(good.replace('"3"', JSON.stringify(version)))).toContain(
      'my.yaml:2: version: is not a whole number from 1 to 999999, in quotes such as "1"',
    );
    expect(faultsOf(good.replace('"3"', '"999999"'))).toEqual([]);
  },
);

test.each([
  ["name", "name: Free panels promised", 200],
  ["question", "question: Does the agent say that the panels cost nothing?", 2_000],
  ["applies_when", "refundable: true", 2_000],
  ["examples.flag.0", "examples: { flag: [], pass: [] }", 5_000],
  ["examples.pass.1", "examples: { flag: [], pass: [] }", 5_000],
])("a %s that is too long is refused by its line", (field, line, most) => {
  const written = (characters: number) => {
    const text = "a".repeat(characters);
    const lines: Record<string, string> = {
      applies_when: `${line}\n    applies_when: ${text}`,
      "examples.flag.0": `examples: { flag: [${text}], pass: [] }`,
      "examples.pass.1": `examples: { flag: [], pass: [b, ${text}] }`,
    };
    return good.replace(line, lines[field] ?? `${field}: ${text}`);
  };
  expect(faultsOf(written(most))).toEqual([]);
  expect(faultsOf(written(most + 1))).toEqual([
    expect.stringMatching(
      new RegExp(`^my\\.yaml:\\d+: promises_free_panels\\.${field}: has more than ${most} characters$`),
    ),
  ]);
});

test("two rules of one code on one day, as merged from an anchor, are named by the line they stand on", () => {
  const twice = `${good.replace("- code", "- &first\n    code")}  - <<: *first\n    name: The same again\n`;
  expect(faultsOf(twice)).toEqual([
    expect.stringMatching(
      /^my\.yaml:14: promises_free_panels\.effective_from: two rules with this code are in force/,
    ),
  ]);
});

test("a folder's files are read, and two with one pack are refused", async () => {
  await writeFile(path.join(folder, "a.yaml"), good);
  await writeFile(path.join(folder, "b.yml"), good);
  await writeFile(path.join(folder, "notes.txt"), "not a rule");
  const { files, faults } = await readRuleFiles([folder]);
  expect(files).toHaveLength(1);
  expect(faults.map(noteText)).toEqual([
    expect.stringMatching(/b\.yml: holds the pack Solar, as .*a\.yaml does/),
  ]);
  await expect(readRuleFiles([path.join(folder, "none.yaml")])).rejects.toThrow("ENOENT");
});

test("the heads of files name the same packs as their rules do, wherever the version stands; no head is a fault", async () => {
  const packs = await readRulePacks(path.join(root, "rules"));
  expect(await readPackHeads(path.join(root, "rules"))).toEqual(
    packs.map(({ pack, version }) => ({ pack, version })),
  );
  const heads = await mkdtemp(path.join(folder, "heads-"));
  const [name = "", version = "", ...rules] = good.split("\n");
  await writeFile(path.join(heads, "a.yaml"), [name, ...rules, version].join("\n"));
  await writeFile(path.join(heads, "b.yaml"), `# rules: see below\n${good}`);
  expect(await readPackHeads(heads)).toEqual([
    { pack: "Solar", version: "3" },
    { pack: "Solar", version: "3" },
  ]);
  await writeFile(path.join(heads, "c.yaml"), "notes: none\n");
  await expect(readPackHeads(heads)).rejects.toThrow(/c\.yaml: no pack and version/);
});
