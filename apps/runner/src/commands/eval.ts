import path from "node:path";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import { createOpenPurse } from "@callscript/core/open-purse.ts";
import { evalText } from "@callscript/evals/eval-text.ts";
import { runEval } from "@callscript/evals/run-eval.ts";
import type { Command } from "commander";
import { openJudge } from "../compose/lane-ports.ts";
import { parseEnvironment } from "../config/environment.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { repositoryRoot } from "../repository-root.ts";

export function addEval(program: Command): void {
  program
    .command("eval")
    .description("measure a judge on labelled calls: recall and false positives, always together")
    .requiredOption("--set <file>", "JSON lines in the format of docs/formats.md")
    .option("--judge <judge>", "phrases or openai", "phrases")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nExample:\n  callscript eval --set evals/golden/calls.jsonl --judge phrases --json",
    )
    .action(async (options: { set: string; judge: string; json?: boolean }) => {
      if (options.judge !== "phrases" && options.judge !== "openai")
        throw new CommandError("--judge is phrases or openai.", exitCodes.usage);
      const judge =
        options.judge === "phrases"
          ? createPhraseJudge()
          : openJudge(parseEnvironment({ ...process.env, JUDGE: "openai" }), createOpenPurse());
      const rules = await readRulePacks(path.join(repositoryRoot(), "rules"));
      const report = await runEval({ file: path.resolve(options.set), judge, rules }).catch(
        (error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          throw new CommandError(`The set ${options.set} cannot be used: ${reason}`, exitCodes.usage);
        },
      );
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : evalText(report));
    });
}
