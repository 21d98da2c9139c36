import { callFailure } from "@callscript/core/failure.ts";
import { addUsd, usdForUnits } from "@callscript/core/money.ts";
import type { Judge, JudgeAnswer } from "@callscript/core/ports.ts";
import { type Completion, Findings, responseFormat } from "./answer-schema.ts";
import { ask, type Endpoint } from "./ask.ts";
import type { TokenPrices } from "./prices.ts";
import { rulesPrompt, transcriptPrompt } from "./prompt.ts";

export interface OpenAiJudgeOptions extends Endpoint {
  prices: TokenPrices;
}

interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

/**
 * A judge behind any OpenAI-compatible endpoint: rules first (the stable, cacheable prefix), the transcript last, a
 * strict JSON schema, temperature 0. An answer that cannot be read is asked for once more.
 */
export function createOpenAiJudge(options: OpenAiJudgeOptions): Judge {
  return {
    async judge(input, signal) {
      const codes = [...new Set(input.rules.rules.map(({ code }) => code))];
      const format = { response_format: responseFormat(codes) };
      const messages: Message[] = [
        { role: "system", content: rulesPrompt(input.rules) },
        { role: "user", content: transcriptPrompt(input) },
      ];
      const first = await ask(options, { messages, ...format }, signal);
      let findings = readFindings(first);
      const completions = [first];
      if (findings === null) {
        const repair: Message[] = [
          { role: "assistant", content: first.choices[0]?.message.content?.slice(0, 4_000) ?? "" },
          {
            role: "user",
            content: "That was not the JSON that was asked for. Answer again with the JSON alone.",
          },
        ];
        const second = await ask(options, { messages: [...messages, ...repair], ...format }, signal);
        completions.push(second);
        findings = readFindings(second);
      }
      if (findings === null) throw callFailure("the judge's answer could not be read, also after one repair");
      return {
        findings: findings.filter(({ code }) => codes.includes(code)),
        model: `openai/${options.model}`,
        persuadable: true,
        ...usageOf(completions, options.prices),
      };
    },
  };
}

function readFindings(completion: Completion) {
  try {
    const parsed = Findings.safeParse(JSON.parse(completion.choices[0]?.message.content ?? ""));
    return parsed.success ? parsed.data.findings : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Tokens and exact dollars of all requests that one judgement took. */
function usageOf(
  completions: readonly Completion[],
  prices: TokenPrices,
): Pick<JudgeAnswer, "tokensIn" | "tokensCached" | "tokensOut" | "costUsd"> {
  const sum = (read: (usage: NonNullable<Completion["usage"]>) => number) =>
    completions.reduce((total, { usage }) => total + (usage ? read(usage) : 0), 0);
  const tokensIn = sum((usage) => usage.prompt_tokens);
  const tokensCached = Math.min(
    tokensIn,
    sum((usage) => usage.prompt_tokens_details?.cached_tokens ?? 0),
  );
  const tokensOut = sum((usage) => usage.completion_tokens);
  const costUsd = addUsd(
    usdForUnits(tokensIn - tokensCached, prices.inputPerMillion),
    usdForUnits(tokensCached, prices.cachedPerMillion),
    usdForUnits(tokensOut, prices.outputPerMillion),
  );
  return { tokensIn, tokensCached, tokensOut, costUsd };
}
