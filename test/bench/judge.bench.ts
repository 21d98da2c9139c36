import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { responseFormat } from "@callscript/adapters/judge-openai/answer-schema.ts";
import { loadTokenCounter } from "@callscript/adapters/judge-openai/count-tokens.ts";
import { listPriceOf, pricedModelName, type TokenPrices } from "@callscript/adapters/judge-openai/prices.ts";
import { rulesCodes, rulesPrompt, transcriptPrompt } from "@callscript/adapters/judge-openai/prompt.ts";
import { turnLines } from "@callscript/adapters/judge-openai/turn-lines.ts";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import { addUsd, timesUsd, usdForUnits } from "@callscript/core/money.ts";
import type { JudgeInput } from "@callscript/core/ports.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { askedOfJudge, rulesOf } from "@callscript/core/rules-of.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import type { Usd } from "@callscript/core/usd.ts";
import { type DatedCall, readLabelledSet } from "@callscript/evals/read-labelled-set.ts";
import { z } from "zod";

const root = path.resolve(import.meta.dirname, "../..");
const rulesFolder = process.env["RULES"] ?? path.join(root, "rules");
const labelledSet = path.join(root, "evals/golden/calls.jsonl");
const rounds = Number(process.env["ROUNDS"] ?? 9);
const warmingRounds = 4;
const model = "gpt-4o-mini";
const day = "2026-11-01";
const callsADay = 10_000;
/** 775 words are five minutes (reference: 155 words a minute of talk). */
const wordsAMinute = 155;
/** Fifteen words, the most that the prompt allows: the labels have no reasons, and shorter ones only cost less. */
const reason = "The speaker says in plain words what the rule forbids, and nobody takes it back.";
/** OpenAI wraps each message in three tokens and its role, and begins the answer with three (cookbook, counting tokens). */
const messageTokens = 4;
const answerTokens = 3;
/** Prefixes are cached from 1,024 tokens in steps of 128. */
const cacheStep = 128;

interface PromptTokens {
  vertical: string;
  rules: number;
  prefix: number;
  whole: number;
}

/** What the judges cost: calls a second of the phrases, tokens and dollars of the model. Nothing is asked of a model. */
export async function run(): Promise<void> {
  const packs = await readRulePacks(rulesFolder);
  const calls = await readLabelledSet(labelledSet, null);
  const verticals = [...new Set(calls.map(({ vertical }) => vertical))].sort();
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  print(
    `rules: ${packs.map(({ pack, version, rules }) => `${pack}@${version} (${rules.length})`).join(", ")}`,
  );

  const rates = await phraseRates(packs, calls, verticals);
  print(
    `phrase judge: ${rates.median.toFixed(0)} five-minute calls a second of one core (goal >= 200; processor time, so that other work beside it does not count), median of ${rounds} rounds of ${rates.calls} calls; slowest round ${rates.slowest.toFixed(0)}`,
  );

  const countTokens = await loadTokenCounter();
  const output = await outputTokens(calls, countTokens);
  print(
    `output: ${output.mean.toFixed(1)} tokens a call on the ${calls.length} labelled calls (goal <= 100), most ${output.most}; its flags with their quotes and ${countTokens(reason)}-token reasons`,
  );

  const prices = listPriceOf(model);
  if (prices === null) throw new Error(`the price of ${model} is not known`);
  print(
    `prices: ${pricedModelName(model, prices)} dollars a million tokens of input / cached input / output`,
  );
  for (const minutes of [3, 5]) {
    const prompts = verticals.map((vertical) =>
      promptTokens(packs, callOf(calls, vertical, minutes * wordsAMinute), vertical, countTokens),
    );
    print(
      `${minutes} minutes (${minutes * wordsAMinute} words): prompt tokens, schema included${minutes === 3 ? " (goal <= 3200)" : ""}, and the share that is the same for every call${minutes === 3 ? " (goal >= 70 %)" : ""}`,
    );
    for (const { vertical, rules, prefix, whole } of prompts)
      print(
        `  ${vertical.padEnd(15)} ${String(rules).padStart(2)} rules  ${String(whole).padStart(5)} tokens  prefix ${String(prefix).padStart(5)}  ${((100 * prefix) / whole).toFixed(1)} %`,
      );
    const { full, cached, aDay } = dollars(prompts, output.mean, prices);
    print(
      `  $${full} a call in full, $${cached} with the prefix cached; $${aDay} a day for ${callsADay} calls${minutes === 3 ? " (goal <= 3.80)" : ""}: of each vertical as many, its first call in full, the others cached`,
    );
  }
}

async function phraseRates(
  packs: readonly RulePack[],
  calls: readonly DatedCall[],
  verticals: readonly string[],
) {
  const judge = createPhraseJudge();
  const inputs = verticals.flatMap((vertical) =>
    Array.from({ length: 10 }, (_, turn): JudgeInput => {
      const segments = callOf(calls, vertical, 5 * wordsAMinute, turn);
      const rules = rulesOf(packs, vertical, day);
      return { callId: `${vertical}-${turn}`, purpose: "eval", vertical, dateUtc: day, segments, rules };
    }),
  );
  const signal = new AbortController().signal;
  const once = async () => {
    const began = process.cpuUsage();
    for (const input of inputs) await judge.judge(input, signal);
    const { user, system } = process.cpuUsage(began);
    return (inputs.length * 1_000_000) / (user + system);
  };
  // The engine compiles what runs often: a judge works for days, and its first second is no measure.
  for (let round = 0; round < warmingRounds; round += 1) await once();
  const measured: number[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await once());
  measured.sort((one, other) => one - other);
  return { median: measured[Math.floor(rounds / 2)] ?? 0, slowest: measured[0] ?? 0, calls: inputs.length };
}

/** A call of so many words from a vertical's labelled ones, one after the other, beginning with the `first`. */
function callOf(calls: readonly DatedCall[], vertical: string, words: number, first = 0): Segment[] {
  const own = calls.filter((call) => call.vertical === vertical);
  const segments: Segment[] = [];
  let left = words;
  let offset = 0;
  for (let next = first; left > 0; next += 1) {
    const turns = own[next % own.length]?.turns ?? [];
    for (const { speaker, text, start, end } of turns) {
      if (left <= 0) break;
      const said = text.split(/\s+/).slice(0, left);
      left -= said.length;
      const at = (seconds: number | null | undefined) =>
        typeof seconds === "number" ? offset + seconds : null;
      segments.push({ speaker: speaker ?? "unknown", text: said.join(" "), start: at(start), end: at(end) });
    }
    offset = segments.at(-1)?.end ?? offset;
  }
  return segments;
}

function promptTokens(
  packs: readonly RulePack[],
  segments: readonly Segment[],
  vertical: string,
  countTokens: (text: string) => number,
): PromptTokens {
  const { version, rules: all } = rulesOf(packs, vertical, day);
  // As the lane asks: what only measures is code's.
  const rules = askedOfJudge({ version, rules: all });
  const schema = JSON.stringify(responseFormat(rulesCodes(rules)).json_schema.schema);
  const transcript = transcriptPrompt(turnLines(segments, 4_000), { number: 1, of: 1 });
  const opening = transcript.slice(0, transcript.indexOf("["));
  const prefix =
    countTokens(schema + rulesPrompt(vertical, rules)) + countTokens(opening) + 2 * messageTokens;
  const whole = prefix + countTokens(transcript.slice(opening.length)) + answerTokens;
  return { vertical, rules: rules.rules.length, prefix, whole };
}

/** A label's evidence, which the evaluation has no need of. */
const Evidence = z.object({
  flags: z.array(z.object({ code: z.string(), quote: z.string(), turn: z.int() })),
});

/** Tokens of the answers that the labels are, in the answer's shape. */
async function outputTokens(calls: readonly DatedCall[], countTokens: (text: string) => number) {
  const rows = (await readFile(labelledSet, "utf8")).trim().split("\n");
  const tokens = rows.map((row, index) => {
    const lines = turnLines(calls[index]?.turns ?? [], 4_000);
    const findings = Evidence.parse(JSON.parse(row)).flags.map(({ code, quote, turn }) => {
      const line = lines.find((one) => one.turn === turn)?.label ?? "";
      return { code, reason, line, quote, answer: "yes" };
    });
    return countTokens(JSON.stringify({ findings }));
  });
  return { mean: tokens.reduce((sum, one) => sum + one, 0) / tokens.length, most: Math.max(...tokens) };
}

/** The mean of the verticals: a call in full, a call whose prefix is cached, and a day of them. */
function dollars(prompts: readonly PromptTokens[], output: number, prices: TokenPrices) {
  const mean = (cost: (prompt: PromptTokens) => Usd): Usd =>
    timesUsd(addUsd(...prompts.map(cost)), 1 / prompts.length);
  const out = usdForUnits(output, prices.outputPerMillion);
  const fullCost = ({ whole }: PromptTokens) => addUsd(usdForUnits(whole, prices.inputPerMillion), out);
  const cachedCost = ({ whole, prefix }: PromptTokens) => {
    const cachedTokens = prefix - (prefix % cacheStep);
    return addUsd(
      usdForUnits(whole - cachedTokens, prices.inputPerMillion),
      usdForUnits(cachedTokens, prices.cachedPerMillion),
      out,
    );
  };
  const full = mean(fullCost);
  const cached = mean(cachedCost);
  const firsts = prompts.length;
  const aDay = addUsd(timesUsd(full, firsts), timesUsd(cached, callsADay - firsts));
  return { full, cached, aDay: Number(aDay).toFixed(2) };
}
