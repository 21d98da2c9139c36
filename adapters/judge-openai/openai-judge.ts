import { callFailure } from "@callscript/core/failure.ts";
import type { Judge, JudgeInput, Purse, RawFinding, Spent } from "@callscript/core/ports.ts";
import type { Rule } from "@callscript/core/rule.ts";
import type { ModelFinding } from "./answer-schema.ts";
import type { Endpoint } from "./ask.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { judgeWindow } from "./judge-window.ts";
import { mergeFindings } from "./merge-findings.ts";
import { type Payer, TooLongError } from "./paid-request.ts";
import { pricedModelName, type TokenPrices } from "./prices.ts";
import { rulesCodes, rulesPrompt, transcriptPrompt } from "./prompt.ts";
import { sumSpent } from "./spent.ts";
import { type TurnLine, turnLines } from "./turn-lines.ts";
import { longestLine, windowsOf } from "./windows.ts";

export interface OpenAiJudgeOptions extends Endpoint {
  prices: TokenPrices;
  purse: Purse;
  /** Tokens of transcript in one request; a longer call is judged in overlapping windows. */
  windowTokens: number;
  /** Tokens of one answer; one with every rule in it has about 1,000. */
  maxOutputTokens: number;
}

const reasonCharacters = 500;

/**
 * A judge behind any OpenAI-compatible endpoint: rules first (the stable, cacheable prefix), the transcript last, a
 * strict JSON schema, temperature 0 (docs/adr/0010). Quotes are passed on as the model gave them: code that knows the
 * transcript verifies them.
 */
export function createOpenAiJudge({
  prices,
  purse,
  windowTokens,
  maxOutputTokens,
  ...endpoint
}: OpenAiJudgeOptions): Judge {
  const dialect = { outputLimit: "max_tokens" as const, omitted: new Set<string>() };
  const payer: Payer = { endpoint, prices, purse, maxOutputTokens, dialect };
  return {
    async judge(input, signal) {
      const spent: Spent[] = [];
      return {
        findings: await findingsOf(payer, input, windowTokens, spent, signal),
        model: pricedModelName(endpoint.model, prices),
        persuadable: true,
        ...sumSpent(spent),
      };
    },
  };
}

/** Where the model reads less than a window, windows of half the size are tried once. */
async function findingsOf(
  payer: Payer,
  input: JudgeInput,
  windowTokens: number,
  spent: Spent[],
  signal: AbortSignal,
) {
  try {
    return await judgeInWindows(payer, input, windowTokens, spent, signal);
  } catch (error) {
    if (!(error instanceof TooLongError)) throw error;
  }
  const whole = turnLines(input.segments, longestLine(windowTokens)).reduce(
    (sum, { text }) => sum + estimateTokens(text),
    0,
  );
  const half = Math.ceil(Math.min(windowTokens, whole) / 2);
  try {
    return await judgeInWindows(payer, input, half, spent, signal);
  } catch (error) {
    if (!(error instanceof TooLongError)) throw error;
    throw callFailure(
      `the model reads too little for the rules and ${half} tokens of transcript: choose one with a longer context, or lower JUDGE_WINDOW_TOKENS`,
      { cause: error },
    );
  }
}

async function judgeInWindows(
  payer: Payer,
  { callId, purpose, vertical, segments, rules }: JudgeInput,
  windowTokens: number,
  spent: Spent[],
  signal: AbortSignal,
): Promise<RawFinding[]> {
  const lines = turnLines(segments, longestLine(windowTokens));
  if (rules.rules.length === 0 || lines.length === 0) return [];
  const windows = windowsOf(lines, windowTokens);
  const found: RawFinding[] = [];
  for (const [index, window] of windows.entries()) {
    const part = { number: index + 1, of: windows.length };
    const prompts = {
      rules: rulesPrompt(vertical, rules),
      codes: rulesCodes(rules),
      transcript: transcriptPrompt(window, part),
    };
    const findings = await judgeWindow(payer, { callId, purpose }, prompts, spent, signal);
    found.push(...findings.map((finding) => resolved(finding, lines, index > 0 ? rules.rules : [])));
  }
  return mergeFindings(found);
}

/**
 * A finding with its turn. A later window does not show all that was said before it: there, the yes to a rule about what
 * was not said before is no more than unsure.
 */
function resolved(
  finding: ModelFinding,
  lines: readonly TurnLine[],
  seenInPart: readonly Rule[],
): RawFinding {
  const { code, answer, reason, line, quote } = finding;
  const doubtful = seenInPart.some((rule) => rule.code === code && looksBack(rule));
  const label = /^[\s[]*([#\d][\d:]*[a-z]*)/i.exec(line ?? "")?.[1]?.toLowerCase();
  return {
    code,
    answer: doubtful ? "unsure" : answer,
    reason: reason.slice(0, reasonCharacters),
    turn: lines.find((one) => one.label === label)?.turn ?? null,
    quote: quote?.trim() ? quote : null,
    confidence: null,
  };
}

/** Asks for something that had to be said first, such as a disclaimer before benefits. */
function looksBack({ phrases }: Rule): boolean {
  return phrases.some(({ unless_before }) => unless_before.length > 0);
}
