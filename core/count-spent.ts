import { addUsd, type Usd, zeroUsd } from "./money.ts";
import type { Purse, Spent } from "./ports.ts";

export interface CountedPurse extends Purse {
  /** All requests so far, also those whose answer was of no use. One that nobody settled counts with its bound's dollars. */
  spent(): Spent;
}

/** The same purse, and what one run took from it. */
export function countSpent(purse: Purse): CountedPurse {
  let settled: Spent = { tokensIn: 0, tokensCached: 0, tokensOut: 0, costUsd: zeroUsd };
  const held = new Map<symbol, Usd>();
  return {
    async reserve(request, signal) {
      const reservation = await purse.reserve(request, signal);
      const one = Symbol("request");
      held.set(one, request.usdAtMost);
      return {
        async settle(spent) {
          await reservation.settle(spent);
          held.delete(one);
          settled = {
            tokensIn: settled.tokensIn + spent.tokensIn,
            tokensCached: settled.tokensCached + spent.tokensCached,
            tokensOut: settled.tokensOut + spent.tokensOut,
            costUsd: addUsd(settled.costUsd, spent.costUsd),
          };
        },
        async release() {
          await reservation.release();
          held.delete(one);
        },
      };
    },
    spent: () => ({ ...settled, costUsd: addUsd(settled.costUsd, ...held.values()) }),
  };
}
