import path from "node:path";
import { expect, test } from "vitest";
import { evalSettings } from "./eval-settings.ts";

const given = { noise: "0", swap: "0", seed: "1", days: "30" };

test("a set is judged as it is unless it is to be damaged, several calls at once by a model", () => {
  expect(evalSettings({ ...given, set: "a.jsonl" }, true)).toEqual({
    kind: "set",
    file: path.resolve("a.jsonl"),
    judge: "phrases",
    date: null,
    rules: null,
    damage: null,
    parallel: 1,
  });
  expect(evalSettings({ ...given, set: "a.jsonl", judge: "openai", swap: "0.05" }, false)).toMatchObject({
    damage: { noise: 0, swap: 0.05, seed: 1 },
    parallel: 8,
  });
  expect(evalSettings({ ...given, own: true, days: "7" }, false)).toEqual({ kind: "own", days: 7 });
});

test("tricks are tried on the golden calls, by the model where there is a key", () => {
  expect(evalSettings({ ...given, attacks: true }, true)).toMatchObject({
    kind: "attacks",
    file: null,
    judge: "openai",
  });
  expect(evalSettings({ ...given, attacks: true, set: "a.jsonl" }, false)).toMatchObject({
    file: path.resolve("a.jsonl"),
    judge: "phrases",
  });
});

test.each([
  [{}, "--set <file>"],
  [{ set: "a.jsonl", own: true }, "--own"],
  [{ set: "" }, "--set needs"],
  [{ set: " ", attacks: true }, "--set needs"],
  [{ set: "a.jsonl", rules: "" }, "--rules needs"],
  [{ set: "a.jsonl", judge: "gpt" }, "--judge"],
  [{ set: "a.jsonl", date: "2026-02-30" }, "--date"],
  [{ set: "a.jsonl", date: "today" }, "--date"],
  [{ set: "a.jsonl", noise: "1.5" }, "--noise"],
  [{ set: "a.jsonl", swap: "" }, "--swap"],
  [{ set: "a.jsonl", seed: "-1" }, "--seed"],
  [{ set: "a.jsonl", parallel: "0" }, "--parallel"],
  [{ own: true, days: "0.5" }, "--days"],
  [{ own: true, attacks: true }, "--attacks"],
  [{ attacks: true, noise: "0.1" }, "--noise"],
])("%o is refused by name", (options, name) => {
  expect(() => evalSettings({ ...given, ...options }, true)).toThrow(name);
});
