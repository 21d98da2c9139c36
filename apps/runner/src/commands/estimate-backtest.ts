import { responseFormat } from "@callscript/adapters/judge-openai/answer-schema.ts";
import { loadTokenCounter } from "@callscript/adapters/judge-openai/count-tokens.ts";
import type { TokenPrices } from "@callscript/adapters/judge-openai/prices.ts";
import { rulesCodes, rulesPrompt } from "@callscript/adapters/judge-openai/prompt.ts";
import { turnLines } from "@callscript/adapters/judge-openai/turn-lines.ts";
import { addUsd, usdForUnits } from "@callscript/core/money.ts";
import type { Db } from "@callscript/core/query.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { asksOtherRules, rulesOf } from "@callscript/core/rules-of.ts";
import { type Segment, transcriptText } from "@callscript/core/transcript.ts";
import type { Usd } from "@callscript/core/usd.ts";
import type { DatedCall } from "@callscript/evals/read-labelled-set.ts";
import { pastCallsPage } from "@callscript/lanes/judge/backtest.sql.ts";
import { type BacktestPlan, plannedCalls } from "@callscript/lanes/judge/backtest-plan.ts";

/** What a judgement answers with at most in the mean, and the frame around a prompt's parts. */
const answerTokens = 100;
const frameTokens = 40;
/** So many of the newest calls tell how many tokens a character of a transcript has. */
const measuredCalls = 50;
const longestLine = 4_000;

export interface BacktestEstimate {
  requests: number;
  tokensIn: number;
  tokensOut: number;
  /** By the price list with nothing cached, and with the rules cached after the first request of each kind. */
  usd: Usd;
  usdCached: Usd;
}

/** What a back-test would cost by a model, its calls and the labelled ones together. */
export async function estimateBacktest(
  db: Db,
  plan: BacktestPlan,
  labelled: readonly DatedCall[],
  prices: TokenPrices,
): Promise<BacktestEstimate> {
  const count = await loadTokenCounter();
  const prefixes = new Map<string, number>();
  const prefixOf = (packs: readonly RulePack[], vertical: string, day: string) => {
    const rules = rulesOf(packs, vertical, day);
    const prompt = `${JSON.stringify(responseFormat(rulesCodes(rules)))}${rulesPrompt(vertical, rules)}`;
    const known = prefixes.get(prompt) ?? count(prompt) + frameTokens;
    prefixes.set(prompt, known);
    return known;
  };
  const lineTokens = (segments: readonly Segment[]) =>
    count(
      turnLines(segments, longestLine)
        .map(({ text }) => text)
        .join("\n"),
    );
  let [requests, rules, words] = [0, 0, 0];
  const ask = (calls: number, prefix: number, tokens: number) => {
    requests += calls;
    rules += calls * prefix;
    words += tokens;
  };
  const share = sampledShare(plan);
  const perCharacter = await tokensPerCharacter(db, plan, lineTokens);
  for (const { vertical, day, calls, characters, isStored } of plan.touched) {
    const tokens = characters * share * perCharacter;
    ask(calls * share, prefixOf(plan.after, vertical, day), tokens);
    if (!isStored) ask(calls * share, prefixOf(plan.before, vertical, day), tokens);
  }
  for (const { vertical, date: day, turns } of labelled) {
    const tokens = lineTokens(turns);
    ask(1, prefixOf(plan.before, vertical, day), tokens);
    if (asksOtherRules(plan.before, plan.after, { vertical, day }))
      ask(1, prefixOf(plan.after, vertical, day), tokens);
  }
  const tokensIn = Math.ceil(rules + words);
  const tokensOut = Math.ceil(requests) * answerTokens;
  const first = [...prefixes.values()].reduce((sum, tokens) => sum + tokens, 0);
  const cached = Math.max(0, Math.ceil(rules - first));
  const output = usdForUnits(tokensOut, prices.outputPerMillion);
  return {
    requests: Math.ceil(requests),
    tokensIn,
    tokensOut,
    usd: addUsd(usdForUnits(tokensIn, prices.inputPerMillion), output),
    usdCached: addUsd(
      usdForUnits(tokensIn - cached, prices.inputPerMillion),
      usdForUnits(cached, prices.cachedPerMillion),
      output,
    ),
  };
}

function sampledShare(plan: BacktestPlan): number {
  const touched = plan.touched.reduce((sum, { calls }) => sum + calls, 0);
  return touched === 0 ? 0 : plannedCalls(plan) / touched;
}

async function tokensPerCharacter(
  db: Db,
  { span, touched, decidedOnly }: BacktestPlan,
  lineTokens: (segments: readonly Segment[]) => number,
): Promise<number> {
  if (touched.length === 0) return 0;
  const { fromUtc, toUtc, strata } = span;
  const page = await pastCallsPage.run(
    db,
    fromUtc,
    toUtc,
    strata,
    "",
    null,
    null,
    null,
    measuredCalls,
    decidedOnly,
  );
  const sum = (read: (segments: readonly Segment[]) => number) =>
    page.reduce((total, { transcript_segments }) => total + read(transcript_segments), 0);
  const characters = sum((segments) => transcriptText(segments).length);
  return characters === 0 ? 0 : sum(lineTokens) / characters;
}
