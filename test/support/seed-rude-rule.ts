import { seedRules } from "@callscript/core/desk/seed-rules.ts";
import type { Db } from "@callscript/core/query.ts";
import { RulePack } from "@callscript/core/rule.ts";

/** The smallest rule set: version `General@1` with the one rule `rude`, asked of every call since 2020. */
export async function seedRudeRule(db: Db): Promise<void> {
  const rude = {
    code: "rude",
    name: "Rude",
    severity: "high",
    verticals: ["General"],
    effective_from: "2020-01-01",
    question: "Is anybody rude to the other?",
    at_fault: "buyer",
    refundable: true,
    examples: { flag: [], pass: [] },
  };
  await seedRules(db, [RulePack.parse({ pack: "General", version: "1", rules: [rude] })]);
}
