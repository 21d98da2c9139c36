import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeWhole } from "./write-whole.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "callscript-whole-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a file appears when it is done, the owner's alone, and replaces the one before", async () => {
  const file = path.join(folder, "labels.jsonl");
  writeFileSync(file, "old", { mode: 0o644 });
  const done = await writeWhole(file, async (append) => {
    await append("one\n");
    expect(readFileSync(file, "utf8")).toBe("old");
    await append("two\n");
    return 2;
  });
  expect(done).toBe(2);
  expect(readFileSync(file, "utf8")).toBe("one\ntwo\n");
  expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
});

test("what breaks off leaves nothing behind and the old file as it was", async () => {
  const file = path.join(folder, "labels.jsonl");
  writeFileSync(file, "old");
  const broken = writeWhole(file, async (append) => {
    await append("half");
    throw new Error("stopped");
  });
  await expect(broken).rejects.toThrow("stopped");
  expect(readdirSync(folder)).toEqual(["labels.jsonl"]);
  expect(readFileSync(file, "utf8")).toBe("old");
});
