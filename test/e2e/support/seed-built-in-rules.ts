import path from "node:path";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import { seedRules } from "@callscript/core/desk/seed-rules.ts";
import { root } from "./run-callscript.ts";

/** Publishes the rules that come with the program in a database that has none. */
export async function seedBuiltInRules(url: string): Promise<void> {
  const db = openPool({ url, max: 1, applicationName: "test" });
  await seedRules(db, await readRulePacks(path.join(root, "rules")));
  await db.close();
}
