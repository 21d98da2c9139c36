import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../e2e/support/run-callscript.ts";

const forbidden = [
  ["core", "@callscript/lanes/judge/judge-one.ts"],
  ["core", "../lanes/judge/judge-one.ts"],
  ["core", "../adapters/postgres/pool.ts"],
  ["core", "pg"],
  ["core", "node:fs"],
  ["lanes/judge", "@callscript/adapters/postgres/pool.ts"],
  ["lanes/judge", "../../adapters/postgres/pool.ts"],
  ["lanes/judge", "../../demo/calls/all-calls.ts"],
  ["lanes/judge", "node:crypto"],
  ["adapters/ringba", "@callscript/lanes/judge/judge-one.ts"],
  ["adapters/ringba", "../../demo/calls/all-calls.ts"],
  ["apps/runner/src/serve", "@callscript/demo/ringba/fake-ringba.ts"],
  ["apps/dashboard/lib", "@callscript/demo/calls/all-calls.ts"],
] as const;
const allowed = [
  ["lanes/judge", "@callscript/core/flag.ts"],
  ["adapters/ringba", "@callscript/core/ports.ts"],
  ["apps/runner/src/demo", "@callscript/demo/ringba/fake-ringba.ts"],
] as const;

const copy = mkdtempSync(path.join(tmpdir(), "callscript-locks-"));
const fileOf = (index: number) => `import-${index}.ts`;
let report = "";
beforeAll(() => {
  cpSync(path.join(root, "biome.json"), path.join(copy, "biome.json"));
  for (const [index, [folder, specifier]] of [...forbidden, ...allowed].entries()) {
    mkdirSync(path.join(copy, folder), { recursive: true });
    const source = `import * as it from "${specifier}";\nexport const used = it;\n`;
    writeFileSync(path.join(copy, folder, fileOf(index)), source);
  }
  const biome = path.join(root, "node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--vcs-enabled=false", "--max-diagnostics=none", "."];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: "utf8" });
  report = stdout + stderr;
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const refused = (index: number) =>
  new RegExp(`${fileOf(index)}:\\d+:\\d+ lint/\\w+/(noRestrictedImports|noNodejsModules)`).test(report);

test.each(forbidden.map((pair, index) => [...pair, index] as const))(
  "%s may not import %s",
  (_folder, _specifier, index) => {
    expect(refused(index), report).toBe(true);
  },
);

test.each(allowed.map((pair, index) => [...pair, forbidden.length + index] as const))(
  "%s may import %s",
  (_folder, _specifier, index) => {
    expect(refused(index), report).toBe(false);
  },
);
