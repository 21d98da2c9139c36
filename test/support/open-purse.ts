import { type CountedPurse, countSpent } from "@callscript/core/count-spent.ts";
import type { Usd } from "@callscript/core/money.ts";
import type { Purse } from "@callscript/core/ports.ts";

/** A purse of this process alone that sums up, and refuses nothing below `mostUsd`. */
export function createOpenPurse(mostUsd: Usd | null = null): CountedPurse {
  const open: Purse = {
    async reserve(_request, signal) {
      signal.throwIfAborted();
      return { async settle() {}, async release() {} };
    },
  };
  return countSpent(open, mostUsd);
}
