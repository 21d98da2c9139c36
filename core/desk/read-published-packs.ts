import type { Db } from "../query.ts";
import { RulePack } from "../rule.ts";
import { publishedRules, rulesOfPack } from "./rule-versions.sql.ts";

/** The version in force of every pack, General first. */
export async function readPublishedPacks(db: Db): Promise<RulePack[]> {
  return packsOf(await publishedRules.run(db));
}

/** Every version of a pack that was ever published, the one in force first. */
export async function readPackVersions(db: Db, pack: string): Promise<RulePack[]> {
  return packsOf((await rulesOfPack.run(db, pack)).map((row) => ({ pack, ...row })));
}

function packsOf(rows: readonly { pack: string; version: string; definition: unknown }[]): RulePack[] {
  const packs = new Map<string, { pack: string; version: string; rules: unknown[] }>();
  for (const { pack, version, definition } of rows) {
    const name = `${pack}@${version}`;
    const found = packs.get(name) ?? { pack, version, rules: [] };
    packs.set(name, found);
    found.rules.push(definition);
  }
  return [...packs.values()].map((pack) => RulePack.parse(pack));
}
