import { readFile, stat } from "node:fs/promises";
import { type PackFile, readPackText } from "./read-pack-text.ts";
import { rulePathsAt } from "./rule-paths-at.ts";
import type { RulesNote } from "./rules-note.ts";

/** No pack is near it; what is larger is something else. */
const mostBytes = 2_000_000;

/**
 * Reads rule files, and every `.yaml` and `.yml` file of folders (not of folders in them).
 * @throws an Error with Node's code (ENOENT, EACCES) for a path that cannot be read.
 */
export async function readRuleFiles(
  paths: readonly string[],
): Promise<{ files: PackFile[]; faults: RulesNote[] }> {
  const names = (await Promise.all(paths.map(rulePathsAt))).flat();
  const files: PackFile[] = [];
  const faults: RulesNote[] = [];
  for (const file of new Set(names)) {
    const fault = (message: string) =>
      faults.push({ level: "fault", file, line: null, rule: null, field: null, message });
    if ((await stat(file)).size > mostBytes) {
      fault(`is larger than ${mostBytes / 1_000_000} MB: no rule file`);
      continue;
    }
    const result = readPackText(await readFile(file, "utf8"), file);
    if (!result.ok) {
      faults.push(...result.faults);
      continue;
    }
    const twin = files.find(({ pack }) => pack.pack === result.read.pack.pack);
    if (twin) fault(`holds the pack ${result.read.pack.pack}, as ${twin.file} does`);
    else files.push(result.read);
  }
  return { files, faults };
}
