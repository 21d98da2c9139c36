import {
  createOpenAiJudge,
  type OpenAiJudgeOptions,
} from "@callscript/adapters/judge-openai/openai-judge.ts";
import type { JudgeInput, Purse, SpendRequest, Spent } from "@callscript/core/ports.ts";
import { Rule } from "@callscript/core/rule.ts";

export const signal = () => new AbortController().signal;

/** A judge at gpt-4o-mini's list prices. */
export function judgeAt(baseUrl: string, options: Partial<OpenAiJudgeOptions> & { purse: Purse }) {
  return createOpenAiJudge({
    baseUrl,
    apiKey: "sk-test-key",
    model: "gpt-4o-mini",
    prices: { inputPerMillion: "0.15", cachedPerMillion: "0.075", outputPerMillion: "0.60" },
    // A busy machine is no slow endpoint.
    timeoutMs: 60_000,
    windowTokens: 16_000,
    maxOutputTokens: 1_000,
    ...options,
  });
}

export function ruleOf(code: string, more: Record<string, unknown> = {}): Rule {
  return Rule.parse({
    code,
    name: `The rule ${code}`,
    severity: "critical",
    verticals: ["General"],
    effective_from: "2020-01-01",
    question: `Did somebody do what ${code} forbids?`,
    at_fault: "publisher",
    refundable: true,
    examples: { flag: [`this is ${code}`, "second"], pass: ["this is none", "second"] },
    ...more,
  });
}

export function inputOf(
  turns: readonly { speaker?: string; start?: number | null; text: string }[],
  rules: readonly Rule[],
): JudgeInput {
  return {
    callId: "0190aaaa-0000-7000-8000-000000000000",
    purpose: "judge",
    vertical: "Medicare",
    dateUtc: "2026-11-01",
    rules: { version: "General@1", rules },
    segments: turns.map(({ speaker = "agent", start = null, text }) => ({ speaker, start, end: null, text })),
  };
}

/** A purse that tells what was done with it. */
export function watchedPurse() {
  const done: { what: "reserve" | "settle" | "release"; request?: SpendRequest; spent?: Spent }[] = [];
  const purse: Purse = {
    async reserve(request) {
      done.push({ what: "reserve", request });
      return {
        async settle(spent) {
          done.push({ what: "settle", spent });
        },
        async release() {
          done.push({ what: "release" });
        },
      };
    },
  };
  return { purse, done, steps: () => done.map(({ what }) => what) };
}
