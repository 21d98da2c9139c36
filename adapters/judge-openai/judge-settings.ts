import { PriceUsd } from "@callscript/core/usd.ts";
import { z } from "zod";
import { listPriceOf, type TokenPrices } from "./prices.ts";

const wholeNumber = (what: string, least: number, most: number) => {
  const says = `a whole number of ${what}, ${least} to ${most}`;
  return z.coerce.number(says).int(says).min(least, says).max(most, says);
};

/** fetch refuses such a URL before anything is sent. */
function hasUser(url: string): boolean {
  return URL.canParse(url) && new URL(url).username + new URL(url).password !== "";
}

const share = "a share of calls from 0 to 1, such as 0.01";

/** What the rules and an answer may take: tokens are counted from above, as bytes, before a request. */
const tokensBesideTranscript = 16_000;
const leastTokensPerMinute = 20_000;
/** The most bytes of a line that is estimated as one token (`estimateTokens`), and of its JSON. */
const bytesPerToken = 3.3;

/** The settings of a judge that is a model, as the runner and the edge function read them; `.env.example` explains each. */
export const JudgeSettings = z.object({
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/, error: "an absolute URL such as https://example.com" })
    .refine((url) => !hasUser(url), "a URL without a user and password: the key goes into OPENAI_API_KEY")
    .default("https://api.openai.com/v1"),
  JUDGE_MODEL: z.string().min(1).default("gpt-4o-mini"),
  JUDGE_PRICES_USD_PER_MILLION: z
    .string()
    .transform((list) => list.split(",").map((one) => one.trim()))
    .pipe(
      z.tuple(
        [PriceUsd, PriceUsd, PriceUsd],
        "three prices: input, cached input, output, such as 0.15,0.075,0.60",
      ),
    )
    .optional(),
  JUDGE_DAILY_BUDGET_USD: PriceUsd.default("8.00"),
  JUDGE_REQUESTS_PER_MINUTE: wholeNumber("requests a minute", 1, 100_000_000).default(500),
  JUDGE_TOKENS_PER_MINUTE: wholeNumber("tokens a minute", leastTokensPerMinute, 100_000_000).default(200_000),
  JUDGE_TIMEOUT_SECONDS: wholeNumber("seconds", 1, 600).default(60),
  JUDGE_WINDOW_TOKENS: wholeNumber("tokens", 500, 500_000).default(16_000),
  JUDGE_SAMPLE_SHARE: z.coerce.number(share).min(0, share).max(1, share).default(0.01),
  JUDGE_MAX_OUTPUT_TOKENS: wholeNumber("tokens", 100, 100_000).default(1_000),
});
export type JudgeSettings = z.infer<typeof JudgeSettings>;

/** What the model costs: as the settings say, else its list price; null where neither is known. */
export function pricesOf(settings: JudgeSettings): TokenPrices | null {
  const [input, cached, output] = settings.JUDGE_PRICES_USD_PER_MILLION ?? [];
  if (input === undefined || cached === undefined || output === undefined)
    return listPriceOf(settings.JUDGE_MODEL);
  return { inputPerMillion: input, cachedPerMillion: cached, outputPerMillion: output };
}

/** How the settings ask the endpoint. */
export function endpointOf(settings: JudgeSettings) {
  return {
    baseUrl: settings.OPENAI_BASE_URL,
    model: settings.JUDGE_MODEL,
    timeoutMs: settings.JUDGE_TIMEOUT_SECONDS * 1000,
    windowTokens: Math.min(settings.JUDGE_WINDOW_TOKENS, windowWithin(settings)),
    maxOutputTokens: settings.JUDGE_MAX_OUTPUT_TOKENS,
  };
}

/** Tokens of transcript beside which a request still fits into the tokens of a minute. */
function windowWithin({ JUDGE_TOKENS_PER_MINUTE, JUDGE_MAX_OUTPUT_TOKENS }: JudgeSettings): number {
  const left = JUDGE_TOKENS_PER_MINUTE - tokensBesideTranscript - JUDGE_MAX_OUTPUT_TOKENS;
  return Math.max(500, Math.floor(left / bytesPerToken));
}

/** What it may spend, for the purse. */
export function purseLimitsOf(settings: JudgeSettings) {
  return {
    dailyBudgetUsd: settings.JUDGE_DAILY_BUDGET_USD,
    requestsPerMinute: settings.JUDGE_REQUESTS_PER_MINUTE,
    tokensPerMinute: settings.JUDGE_TOKENS_PER_MINUTE,
  };
}
