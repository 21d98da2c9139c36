import type { Db } from "../query.ts";
import type { RulePack } from "../rule.ts";
import { publishVersion } from "./seed-rules.sql.ts";

/**
 * Publishes the versions of the shipped packs that the database does not have yet. What is published is never changed:
 * an edited pack needs a new `version`. Answers with the names of those that are new.
 */
export async function seedRules(db: Db, packs: readonly RulePack[]): Promise<string[]> {
  const seeded: string[] = [];
  for (const { pack, version, rules } of packs) {
    const made = await publishVersion.run(
      db,
      pack,
      version,
      "callscript",
      "the built-in pack",
      JSON.stringify(rules),
    );
    if (made.length > 0) seeded.push(`${pack}@${version}`);
  }
  return seeded;
}
