import { PortError } from "./failure.ts";
import { addUsd, exceedsUsd, zeroUsd } from "./money.ts";
import type { Purse, Spent } from "./ports.ts";
import type { Usd } from "./usd.ts";
import { wait } from "./wait.ts";

export interface CountedPurse extends Purse {
  /** All requests so far, also those whose answer was of no use. One that nobody settled counts with its bound's dollars. */
  spent(): Spent;
}

/** One run may not take more than it was given; the purse itself may have more. */
export class RunLimitError extends PortError {
  constructor(mostUsd: Usd, nextUsd: Usd) {
    super({
      kind: "lane",
      reason: `the next request may take $${nextUsd}, more than is left of $${mostUsd}`,
    });
    this.name = "RunLimitError";
  }
}

/** How long one waits for others to be settled. Slower ones end the run early; it never takes more than it was given. */
const patienceSeconds = 120;

/**
 * The same purse, and what one run took from it: at most `mostUsd` dollars, where given. A request for which there is no
 * room beside others under way waits for them. @throws RunLimitError from `reserve` where there is none without them.
 */
export function countSpent(purse: Purse, mostUsd: Usd | null = null): CountedPurse {
  let settled: Spent = { tokensIn: 0, tokensCached: 0, tokensOut: 0, costUsd: zeroUsd };
  const held = new Map<symbol, Usd>();
  let waiting: AbortController[] = [];
  const spentUsd = () => addUsd(settled.costUsd, ...held.values());
  const hold = async (usd: Usd, signal: AbortSignal): Promise<symbol> => {
    while (mostUsd !== null && exceedsUsd(addUsd(spentUsd(), usd), mostUsd)) {
      const room = new AbortController();
      waiting.push(room);
      if (held.size > 0) await wait(patienceSeconds, AbortSignal.any([signal, room.signal]));
      signal.throwIfAborted();
      if (!room.signal.aborted) throw new RunLimitError(mostUsd, usd);
    }
    const request = Symbol("request");
    held.set(request, usd);
    return request;
  };
  const letGo = (request: symbol) => {
    held.delete(request);
    const asking = waiting;
    waiting = [];
    for (const room of asking) room.abort();
  };
  return {
    async reserve(request, signal) {
      const one = await hold(request.usdAtMost, signal);
      const reservation = await purse.reserve(request, signal).catch((error: unknown) => {
        letGo(one);
        throw error;
      });
      return {
        async settle(spent) {
          await reservation.settle(spent);
          settled = {
            tokensIn: settled.tokensIn + spent.tokensIn,
            tokensCached: settled.tokensCached + spent.tokensCached,
            tokensOut: settled.tokensOut + spent.tokensOut,
            costUsd: addUsd(settled.costUsd, spent.costUsd),
          };
          letGo(one);
        },
        async release() {
          await reservation.release();
          letGo(one);
        },
      };
    },
    spent: () => ({ ...settled, costUsd: spentUsd() }),
  };
}
