import { addUsd, usdForUnits, zeroUsd } from "@callscript/core/money.ts";
import type { Spent } from "@callscript/core/ports.ts";
import type { Completion } from "./completion.ts";
import type { TokenPrices } from "./prices.ts";

/** The most that a request can take: a token is one byte at least, and nothing may be cached. */
export function atMost(inputBytes: number, maxOutputTokens: number, prices: TokenPrices): Spent {
  return priced(inputBytes, 0, maxOutputTokens, prices);
}

/** What an answer says it took; null where it does not say (endpoints send null, 0 or no usage at all). */
export function spentOn(usage: Completion["usage"], prices: TokenPrices): Spent | null {
  const {
    prompt_tokens: tokensIn,
    completion_tokens: tokensOut,
    prompt_tokens_details: details,
  } = usage ?? {};
  if (!tokensIn || tokensOut === null || tokensOut === undefined) return null;
  return priced(tokensIn, Math.min(tokensIn, details?.cached_tokens ?? 0), tokensOut, prices);
}

export function sumSpent(all: readonly Spent[]): Spent {
  return {
    tokensIn: all.reduce((sum, { tokensIn }) => sum + tokensIn, 0),
    tokensCached: all.reduce((sum, { tokensCached }) => sum + tokensCached, 0),
    tokensOut: all.reduce((sum, { tokensOut }) => sum + tokensOut, 0),
    costUsd: addUsd(zeroUsd, ...all.map(({ costUsd }) => costUsd)),
  };
}

function priced(tokensIn: number, tokensCached: number, tokensOut: number, prices: TokenPrices): Spent {
  const costUsd = addUsd(
    usdForUnits(tokensIn - tokensCached, prices.inputPerMillion),
    usdForUnits(tokensCached, prices.cachedPerMillion),
    usdForUnits(tokensOut, prices.outputPerMillion),
  );
  return { tokensIn, tokensCached, tokensOut, costUsd };
}
