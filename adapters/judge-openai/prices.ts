import type { Usd } from "@callscript/core/usd.ts";

/** Dollars a million tokens. */
export interface TokenPrices {
  inputPerMillion: Usd;
  cachedPerMillion: Usd;
  outputPerMillion: Usd;
}

/** List prices of OpenAI, read in April 2026. */
const listPrices: Readonly<Record<string, TokenPrices>> = {
  "gpt-4o-mini": { inputPerMillion: "0.15", cachedPerMillion: "0.075", outputPerMillion: "0.60" },
};

/** What a model costs by its list price; null for one whose price is not known here. */
export function listPriceOf(model: string): TokenPrices | null {
  return listPrices[model] ?? null;
}

/** The model with its price list, such as "openai/gpt-4o-mini@0.15/0.075/0.60"; what `judge_model` holds. */
export function pricedModelName(model: string, prices: TokenPrices): string {
  return `openai/${model}@${prices.inputPerMillion}/${prices.cachedPerMillion}/${prices.outputPerMillion}`;
}
