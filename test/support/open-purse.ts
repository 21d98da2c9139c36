import { type CountedPurse, countSpent } from "@callscript/core/count-spent.ts";
import type { Purse } from "@callscript/core/ports.ts";
import type { Usd } from "@callscript/core/usd.ts";

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
