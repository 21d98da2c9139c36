import { type CountedPurse, countSpent } from "@callscript/core/count-spent.ts";

/** A purse of this process alone that refuses nothing and sums up. */
export function createOpenPurse(): CountedPurse {
  return countSpent({
    async reserve(_request, signal) {
      signal.throwIfAborted();
      return { async settle() {}, async release() {} };
    },
  });
}
