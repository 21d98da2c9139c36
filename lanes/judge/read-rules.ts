import type { Db } from "@callscript/core/query.ts";
import { inForce, Rule, type RuleSet } from "@callscript/core/rule.ts";
import { rulesInForce } from "./judge.sql.ts";

/** The rules of General and the vertical as they stood on the call's own day (`YYYY-MM-DD`, UTC). */
export async function readRules(db: Db, vertical: string, day: string): Promise<RuleSet> {
  const rows = await rulesInForce.run(db, vertical, day);
  const versions = new Set(rows.map((row) => `${row.pack}@${row.version}`));
  return {
    version: [...versions].join("+") || "none",
    rules: rows.map((row) => Rule.parse(row.definition)).filter((rule) => inForce(rule, vertical, day)),
  };
}

/** `readRules` for one run of the lane, which reads each vertical's day once: calls of a day ask the same rules. */
export function rulesReader(db: Db): (vertical: string, day: string) => Promise<RuleSet> {
  const read = new Map<string, Promise<RuleSet>>();
  return (vertical, day) => {
    const key = `${vertical} ${day}`;
    const rules = read.get(key) ?? readRules(db, vertical, day);
    read.set(key, rules);
    return rules;
  };
}
