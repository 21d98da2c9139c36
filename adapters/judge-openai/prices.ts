import type { Usd } from "@callscript/core/money.ts";

/** Dollars a million tokens. */
export interface TokenPrices {
  inputPerMillion: Usd;
  cachedPerMillion: Usd;
  outputPerMillion: Usd;
}

/** gpt-4o-mini's list prices, read in April 2026. */
export const gpt4oMiniPrices: TokenPrices = {
  inputPerMillion: "0.15",
  cachedPerMillion: "0.075",
  outputPerMillion: "0.60",
};
