import type { Command } from "commander";
import { addRulesExport } from "./rules-export.ts";
import { addRulesImport } from "./rules-import.ts";
import { addRulesLint } from "./rules-lint.ts";
import { addRulesList } from "./rules-list.ts";
import { addRulesRollback } from "./rules-rollback.ts";

export function addRules(program: Command): void {
  const rules = program
    .command("rules")
    .description("the rules that calls are judged by: check, export, import, list, go back")
    .addHelpText(
      "after",
      '\nExamples:\n  callscript rules lint rules/\n  callscript rules export --out my-rules\n  callscript rules import my-rules/medicare.yaml --note "fewer false alarms on SHIP"\n  callscript rules list',
    );
  for (const add of [addRulesList, addRulesLint, addRulesExport, addRulesImport, addRulesRollback])
    add(rules);
}
