import { readFile } from "node:fs/promises";
import { addUsd, zeroUsd } from "@callscript/core/money.ts";
import type { Judge } from "@callscript/core/ports.ts";
import { inForce, type RulePack, type RuleSet } from "@callscript/core/rule.ts";
import { judgeOne } from "@callscript/lanes/judge/judge-one.ts";
import { z } from "zod";
import { LabelledCall } from "./labelled-call.ts";
import { type EvalScore, type JudgedCall, score } from "./score.ts";

export interface EvalReport extends EvalScore {
  costUsd: number;
  seconds: number;
}

/**
 * Judges every call of a labelled JSON-lines file on the lane's own path (facts, judge, evidence) and scores it.
 * @throws naming the line that is not a labelled call.
 */
export async function runEval({
  file,
  judge,
  rules,
  signal = new AbortController().signal,
}: {
  file: string;
  judge: Judge;
  rules: readonly RulePack[];
  signal?: AbortSignal;
}): Promise<EvalReport> {
  const calls = parseSet(await readFile(file, "utf8"));
  const began = performance.now();
  const judged: JudgedCall[] = [];
  let costUsd = zeroUsd;
  for (const call of calls) {
    const day = call.date ?? new Date().toISOString().slice(0, 10);
    const { verdict, answer } = await judgeOne(
      judge,
      {
        id: call.id,
        purpose: "eval",
        vertical: call.vertical,
        day,
        segments: call.turns,
        words: [],
        peaks: null,
        earlierCalls: [],
        recordingSeconds: call.duration_seconds ?? null,
      },
      rulesOf(rules, call.vertical, day),
      signal,
    );
    costUsd = addUsd(costUsd, answer?.costUsd ?? zeroUsd);
    judged.push({ call, verdict });
  }
  return {
    ...score(judged),
    costUsd: Number(costUsd),
    seconds: Math.round(performance.now() - began) / 1000,
  };
}

/** The rules of General and the vertical in force on the day; what the lane reads from the database. */
export function rulesOf(packs: readonly RulePack[], vertical: string, day: string): RuleSet {
  const chosen = packs
    .filter(({ pack }) => pack === "General" || pack === vertical)
    .sort((a, b) => Number(b.pack === "General") - Number(a.pack === "General"));
  return {
    version: chosen.map(({ pack, version }) => `${pack}@${version}`).join("+") || "none",
    rules: chosen.flatMap(({ rules }) => rules.filter((rule) => inForce(rule, vertical, day))),
  };
}

function parseSet(text: string): LabelledCall[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [LabelledCall.parse(JSON.parse(line))];
    } catch (error) {
      throw new Error(
        `line ${index + 1} is not a labelled call: ${error instanceof z.ZodError ? z.prettifyError(error).replaceAll("\n", " ") : String(error)}`,
        { cause: error },
      );
    }
  });
}
