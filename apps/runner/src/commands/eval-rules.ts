import { stat } from "node:fs/promises";
import path from "node:path";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { repositoryRoot } from "../repository-root.ts";

const mostFaultsTold = 10;

/**
 * The packs of a folder; of a file, with the shipped ones of all other verticals; null: the shipped ones.
 * @throws CommandError (64) with the faults and their lines.
 */
export async function evalRules(given: string | null): Promise<RulePack[]> {
  const shipped = path.join(repositoryRoot(), "rules");
  try {
    const packs = await readRulePacks(given ?? shipped);
    if (given === null || (await stat(given)).isDirectory()) return packs;
    const others = (await readRulePacks(shipped)).filter(
      ({ pack }) => !packs.some((one) => one.pack === pack),
    );
    return [...packs, ...others];
  } catch (error) {
    const [first, ...faults] = (error instanceof Error ? error.message : String(error)).split("\n");
    const told = faults.slice(0, mostFaultsTold).map((fault) => `\n  ${fault}`);
    const more = faults.length > mostFaultsTold ? `\n  and ${faults.length - mostFaultsTold} more` : "";
    throw new CommandError(`${first}${told.join("")}${more}`, exitCodes.usage, { cause: error });
  }
}
