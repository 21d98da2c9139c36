import { addUsd, zeroUsd } from "@callscript/core/money.ts";
import type { Purse, Spent } from "@callscript/core/ports.ts";

const nothing: Spent = { tokensIn: 0, tokensCached: 0, tokensOut: 0, costUsd: zeroUsd };

export interface OpenPurse extends Purse {
  /** What has been settled so far. */
  spent(): Spent;
}

/** A purse of this process alone that refuses nothing and sums up. */
export function createOpenPurse(): OpenPurse {
  let sum = nothing;
  return {
    async reserve(_request, signal) {
      signal.throwIfAborted();
      return {
        async settle(spent) {
          sum = {
            tokensIn: sum.tokensIn + spent.tokensIn,
            tokensCached: sum.tokensCached + spent.tokensCached,
            tokensOut: sum.tokensOut + spent.tokensOut,
            costUsd: addUsd(sum.costUsd, spent.costUsd),
          };
        },
        async release() {},
      };
    },
    spent: () => sum,
  };
}
