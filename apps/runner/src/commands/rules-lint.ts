import path from "node:path";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import type { Command } from "commander";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { repositoryRoot } from "../repository-root.ts";
import { countFaults, lintRuleFiles } from "./lint-rule-files.ts";
import { lintText } from "./rules-text.ts";

interface LintOptions {
  set?: string;
  json?: boolean;
}

export function addRulesLint(rules: Command): void {
  rules
    .command("lint")
    .argument("[paths...]", "rule files or folders of them; the built-in ones where none is named")
    .description("check rule files before they are imported: fields, phrases, examples, the labelled calls")
    .option("--set <file>", "labelled calls, JSON lines in the format of docs/formats.md")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      `
The packs that are not among the files are taken from the built-in ones. Needs no database. Ends with 1 where a rule has
a fault.

Examples:
  callscript rules lint
  callscript rules lint my-rules/medicare.yaml --set my-labels.jsonl`,
    )
    .action(async (given: string[], options: LintOptions) => {
      const builtIn = path.join(repositoryRoot(), "rules");
      const paths = given.length === 0 ? [builtIn] : given;
      const others = await readRulePacks(builtIn);
      const { files: _, ...report } = await lintRuleFiles({ paths, others, set: options.set ?? null });
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : lintText(report));
      const faults = countFaults(report);
      if (faults > 0) throw new CommandError(`${faults} to mend.`, exitCodes.partly);
    });
}
