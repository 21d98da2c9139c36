import type { Db } from "../query.ts";
import { Rule, RulePack } from "../rule.ts";
import { publishedRules, rulesOfVersion } from "./rule-versions.sql.ts";

/** The version in force of every pack, General first. */
export async function readPublishedPacks(db: Db): Promise<RulePack[]> {
  const packs = new Map<string, { version: string; rules: Rule[] }>();
  for (const { pack, version, definition } of await publishedRules.run(db)) {
    const found = packs.get(pack) ?? { version, rules: [] };
    packs.set(pack, found);
    found.rules.push(Rule.parse(definition));
  }
  return [...packs].map(([pack, { version, rules }]) => RulePack.parse({ pack, version, rules }));
}

/** One published version of a pack; null where there is none of that name. */
export async function readPackVersion(db: Db, pack: string, version: string): Promise<RulePack | null> {
  const rows = await rulesOfVersion.run(db, pack, version);
  if (rows.length === 0) return null;
  return RulePack.parse({ pack, version, rules: rows.map(({ definition }) => definition) });
}
