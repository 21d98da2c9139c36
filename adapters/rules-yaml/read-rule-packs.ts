import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { RulePack } from "@callscript/core/rule.ts";
import { parse } from "yaml";

/**
 * Reads every `<vertical>.yaml` of a folder.
 * @throws naming the file, the rule and the field of each fault.
 */
export async function readRulePacks(folder: string): Promise<RulePack[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".yaml")).sort();
  const faults: string[] = [];
  const packs: RulePack[] = [];
  for (const file of files) {
    const document: unknown = parse(await readFile(path.join(folder, file), "utf8"), { merge: true });
    const pack = RulePack.safeParse(document);
    if (pack.success) packs.push(pack.data);
    else
      faults.push(
        ...pack.error.issues.map((issue) => `${file}: ${placeOf(document, issue.path)}: ${issue.message}`),
      );
  }
  if (faults.length > 0) throw new Error(`The rules have faults:\n${faults.join("\n")}`);
  return packs;
}

function placeOf(document: unknown, where: readonly PropertyKey[]): string {
  const [rules, index, ...field] = where;
  if (rules !== "rules" || typeof index !== "number") return where.join(".");
  const list = isRecord(document) && Array.isArray(document["rules"]) ? document["rules"] : [];
  const rule: unknown = list[index];
  const code = isRecord(rule) && typeof rule["code"] === "string" ? rule["code"] : `rule ${index + 1}`;
  return `${code}.${field.join(".")}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
