import path from "node:path";
import { purseLimitsOf } from "@callscript/adapters/judge-openai/judge-settings.ts";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { countSpent } from "@callscript/core/count-spent.ts";
import { readDetection } from "@callscript/core/desk/detection.ts";
import { createPurse } from "@callscript/core/judge-purse.ts";
import type { Judge, Spent } from "@callscript/core/ports.ts";
import { attacksText } from "@callscript/evals/attacks/attacks-text.ts";
import { readTricks } from "@callscript/evals/attacks/read-tricks.ts";
import { runAttacks } from "@callscript/evals/attacks/run-attacks.ts";
import { evalText } from "@callscript/evals/eval-text.ts";
import type { JudgeSetOptions } from "@callscript/evals/judge-set.ts";
import type { DatedCall } from "@callscript/evals/read-labelled-set.ts";
import { runEval } from "@callscript/evals/run-eval.ts";
import type { Command } from "commander";
import { openJudge } from "../compose/lane-ports.ts";
import { parseEnvironment } from "../config/environment.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { repositoryRoot } from "../repository-root.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { detectionText } from "./detection-text.ts";
import { evalRules } from "./eval-rules.ts";
import { type EvalOptions, evalSettings, type SetSettings } from "./eval-settings.ts";
import { labelledCalls } from "./labelled-calls.ts";
import { progressLine } from "./progress-line.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

export function addEval(program: Command): void {
  program
    .command("eval")
    .description("measure a judge on labelled calls: recall and false positives, always together")
    .option("--set <file>", "labelled calls, JSON lines in the format of docs/formats.md")
    .option(
      "--judge <judge>",
      "phrases or openai (default: phrases; with --attacks openai, where OPENAI_API_KEY is set)",
    )
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
    .option(
      "--attacks",
      "try to talk the judge round: tricks in the golden calls, or in --set, and what they changed",
    )
    .option("--days <n>", "with --own: calls first judged in the last so many days", "30")
    .option("--json", "print one JSON object")
    .option("--demo", "with --own or openai: the demo's installation")
    .option("--no-demo", "with --own or openai: the live installation")
    .addHelpText(
      "after",
      "\nExamples:\n  callscript eval --set evals/golden/calls.jsonl --judge phrases --json\n  callscript eval --set calls.jsonl --date 2026-11-01 --noise 0.1 --swap 0.05\n  callscript export labels --out labels.jsonl && callscript eval --set labels.jsonl\n  callscript eval --own --days 30\n  callscript eval --attacks --judge openai",
    )
    .action(async (options: EvalOptions & ModeOption) => {
      const settings = evalSettings(options, Boolean(process.env["OPENAI_API_KEY"]));
      const signal = stopSignal();
      const print = <T>(report: T, text: (report: T) => string) =>
        process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : text(report));
      if (settings.kind === "own")
        return withInstallation(options, async ({ db }) => {
          print(await readDetection(db, { days: settings.days }), detectionText);
        });
      if (settings.kind === "attacks") {
        const tricks = await readTricks(path.join(repositoryRoot(), "evals/attacks/tricks.jsonl"));
        print(await onSet(settings, options, signal, (how) => runAttacks({ ...how, tricks })), attacksText);
        return;
      }
      const { damage, judge } = settings;
      const report = await onSet(settings, options, signal, (how) =>
        runEval({ ...how, damage, readsPhrases: judge === "phrases" }),
      );
      print(report, evalText);
      if (report.unjudged.calls > 0) process.exitCode = exitCodes.partly;
    });
}

type HowToJudge = Required<JudgeSetOptions> & { calls: readonly DatedCall[]; spent?: () => Spent };

async function onSet<T>(
  settings: SetSettings,
  options: ModeOption,
  signal: AbortSignal,
  work: (how: HowToJudge) => Promise<T>,
): Promise<T> {
  const { calls } = await labelledCalls(settings.file, settings.date);
  const rules = await evalRules(settings.rules);
  const progress = progressLine();
  const how = { calls, rules, parallel: settings.parallel, signal, onProgress: progress.show };
  try {
    return await withJudge(settings.judge, options, (paid) => work({ ...how, ...paid }));
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new CommandError("Stopped before the end: nothing was measured.", exitCodes.stopped);
  } finally {
    progress.end();
  }
}

/** A model is paid from the purse that all processes of the installation share; phrases need no installation. */
async function withJudge<T>(
  name: SetSettings["judge"],
  options: ModeOption,
  work: (paid: { judge: Judge; spent?: () => Spent }) => Promise<T>,
): Promise<T> {
  if (name === "phrases") return work({ judge: createPhraseJudge() });
  const env = parseEnvironment({ ...process.env, JUDGE: "openai" });
  return withInstallation(options, ({ db }) => {
    const purse = countSpent(createPurse(db, purseLimitsOf(env)));
    return work({ judge: openJudge(env, purse), spent: purse.spent });
  });
}
