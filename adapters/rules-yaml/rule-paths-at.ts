import { readdir, stat } from "node:fs/promises";
import path from "node:path";

/** The file itself, or every `.yaml` and `.yml` file of a folder (not of folders in it), by name. */
export async function rulePathsAt(given: string): Promise<string[]> {
  if (!(await stat(given)).isDirectory()) return [given];
  const names = (await readdir(given)).filter((name) => /\.ya?ml$/.test(name)).sort();
  return names.map((name) => path.join(given, name));
}
