import { z } from "zod";
import { laneFailure, transient } from "./failure.ts";
import {
  leaveModelLine,
  releaseModelRequest,
  reserveModelRequest,
  settleModelRequest,
} from "./judge-purse.sql.ts";
import type { Purse, Reservation } from "./ports.ts";
import type { Db } from "./query.ts";
import type { Usd } from "./usd.ts";
import { wait } from "./wait.ts";

export interface PurseLimits {
  /** Dollars a UTC day, of all processes together. */
  dailyBudgetUsd: Usd;
  /** Requests in any 60 s, of all processes together. */
  requestsPerMinute: number;
  /** Input and output tokens in any 60 s, likewise; a request under way counts with its bound. */
  tokensPerMinute: number;
  /** How long a request waits for room in the minute: 240 s unless it says otherwise. */
  patienceSeconds?: number;
}

/**
 * The purse that all processes share through the database. `reserve` waits for room in the minute and rejects
 * - with a lane failure until midnight UTC where the day's dollars do not hold the request,
 * - with a lane failure where the request is larger than what a minute grants: so may those of other calls be,
 * - with a transient one after `patienceSeconds`, and with the signal's reason when it aborts.
 */
export function createPurse(db: Db, limits: PurseLimits): Purse {
  const { dailyBudgetUsd, requestsPerMinute, tokensPerMinute, patienceSeconds = 240 } = limits;
  return {
    async reserve({ callId, purpose, model, tokensAtMost, usdAtMost }, signal) {
      if (tokensAtMost > tokensPerMinute)
        throw laneFailure(
          `a request may take ${tokensAtMost} tokens, more than the ${tokensPerMinute} of a minute: raise JUDGE_TOKENS_PER_MINUTE`,
        );
      const ticket = crypto.randomUUID();
      const leaveLine = () => leaveModelLine.run(db, ticket);
      for (let waited = 0; ; ) {
        if (signal.aborted) await leaveLine();
        signal.throwIfAborted();
        const [answer] = await reserveModelRequest.run(
          db,
          ticket,
          ownCall(callId),
          purpose,
          model,
          tokensAtMost,
          usdAtMost,
          dailyBudgetUsd,
          requestsPerMinute,
          tokensPerMinute,
        );
        if (answer?.request) return reservation(db, answer.request);
        if (answer?.outcome === "budget")
          throw laneFailure(
            `the day's budget of $${dailyBudgetUsd} is used up: $${answer.spent_usd} spent, $${answer.reserved_usd} set aside, and the next request may take $${usdAtMost}`,
            "midnight_utc",
          );
        // Up to a quarter more, so that processes that found no room together do not ask again together.
        const seconds = (answer?.wait_seconds ?? 1) * (1 + Math.random() / 4);
        waited += seconds;
        if (waited > patienceSeconds) {
          await leaveLine();
          throw transient(`no room for a request within ${patienceSeconds} s`, 30);
        }
        await wait(seconds, signal);
      }
    },
  };
}

function reservation(db: Db, request: string): Reservation {
  return {
    async settle({ tokensIn, tokensCached, tokensOut, costUsd }) {
      await settleModelRequest.run(db, request, tokensIn, tokensCached, tokensOut, costUsd);
    },
    async release() {
      await releaseModelRequest.run(db, request);
    },
  };
}

/** A labelled file's calls have names of their own, which are no calls of this installation. */
function ownCall(callId: string | null): string | null {
  return z.uuid().safeParse(callId).data ?? null;
}
