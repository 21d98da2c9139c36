import { stat } from "node:fs/promises";
import path from "node:path";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import { readDetection } from "@callscript/core/desk/detection.ts";
import { createOpenPurse } from "@callscript/core/open-purse.ts";
import type { Judge } from "@callscript/core/ports.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { evalText } from "@callscript/evals/eval-text.ts";
import { LabelledSetError } from "@callscript/evals/read-labelled-set.ts";
import { runEval } from "@callscript/evals/run-eval.ts";
import type { Command } from "commander";
import { openJudge } from "../compose/lane-ports.ts";
import { parseEnvironment } from "../config/environment.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { repositoryRoot } from "../repository-root.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { detectionText } from "./detection-text.ts";
import { type EvalOptions, type EvalSettings, evalSettings } from "./eval-settings.ts";
import { progressLine } from "./progress-line.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

const mostFaultsTold = 10;

export function addEval(program: Command): void {
  program
    .command("eval")
    .description("measure a judge on labelled calls: recall and false positives, always together")
    .option("--set <file>", "labelled calls, JSON lines in the format of docs/formats.md")
    .option("--judge <judge>", "phrases or openai", "phrases")
    .option("--date <day>", "the day of calls that name none, by which their rules are chosen (YYYY-MM-DD)")
    .option(
      "--rules <path>",
      "a folder of rule packs, or one pack's file in the place of the one that comes with CallScript (default: those)",
    )
    .option("--noise <share>", "damage so many of the words first, such as 0.1", "0")
    .option("--swap <share>", "give so many of the turns to the other speaker first, such as 0.05", "0")
    .option("--seed <n>", "the same seed damages the same words and turns", "1")
    .option("--parallel <n>", "calls with the judge at once (default: 8 with openai)")
    .option(
      "--own",
      "instead of a set: detection on your own calls, by what people decided and a random sample",
    )
    .option("--days <n>", "with --own: calls first judged in the last so many days", "30")
    .option("--json", "print one JSON object")
    .option("--demo", "with --own: the demo's installation")
    .option("--no-demo", "with --own: the live installation")
    .addHelpText(
      "after",
      "\nExamples:\n  callscript eval --set evals/golden/calls.jsonl --judge phrases --json\n  callscript eval --set calls.jsonl --date 2026-11-01 --noise 0.1 --swap 0.05\n  callscript export labels --out labels.jsonl && callscript eval --set labels.jsonl\n  callscript eval --own --days 30",
    )
    .action(async (options: EvalOptions & ModeOption) => {
      const settings = evalSettings(options);
      const signal = stopSignal();
      if (settings.kind === "own")
        return withInstallation(options, async ({ db }) => {
          const detection = await readDetection(db, { days: settings.days });
          process.stdout.write(options.json ? `${JSON.stringify(detection)}\n` : detectionText(detection));
        });
      const report = await runSet(settings, signal);
      process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : evalText(report));
      if (report.unjudged.calls > 0) process.exitCode = exitCodes.partly;
    });
}

async function runSet(settings: Extract<EvalSettings, { kind: "set" }>, signal: AbortSignal) {
  const rules = await evalRules(settings.rules).catch((error: unknown) => {
    const [first, ...faults] = (error instanceof Error ? error.message : String(error)).split("\n");
    const told = faults.slice(0, mostFaultsTold).map((fault) => `\n  ${fault}`);
    const more = faults.length > mostFaultsTold ? `\n  and ${faults.length - mostFaultsTold} more` : "";
    throw new CommandError(`${first}${told.join("")}${more}`, exitCodes.usage, { cause: error });
  });
  const progress = progressLine();
  try {
    const { file, date, damage, parallel } = settings;
    const judge = judgeOf(settings.judge);
    const how = { rules, parallel, signal, onProgress: progress.show };
    const readsPhrases = settings.judge === "phrases";
    return await runEval({ file, date, damage, judge, readsPhrases, ...how });
  } catch (error) {
    if (signal.aborted)
      throw new CommandError("Stopped before the end: nothing was measured.", exitCodes.stopped);
    if (error instanceof LabelledSetError)
      throw new CommandError(`The set ${settings.file} cannot be used. ${error.message}`, exitCodes.usage);
    return refused(error);
  } finally {
    progress.end();
  }
}

/** The packs of a folder; of a file, with the shipped ones of all other verticals. */
async function evalRules(given: string | null): Promise<RulePack[]> {
  const shipped = path.join(repositoryRoot(), "rules");
  const packs = await readRulePacks(given ?? shipped);
  if (given === null || (await stat(given)).isDirectory()) return packs;
  const others = (await readRulePacks(shipped)).filter(({ pack }) => !packs.some((one) => one.pack === pack));
  return [...packs, ...others];
}

function judgeOf(name: "phrases" | "openai"): Judge {
  if (name === "phrases") return createPhraseJudge();
  return openJudge(parseEnvironment({ ...process.env, JUDGE: "openai" }), createOpenPurse());
}

/** What a file or folder that was named cannot be read for is the person's to mend. */
function refused(error: unknown): never {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (error instanceof Error && ["ENOENT", "EISDIR", "ENOTDIR", "EACCES"].includes(`${code}`))
    throw new CommandError(`It cannot be read: ${error.message}`, exitCodes.usage);
  throw error;
}
