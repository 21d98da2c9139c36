import { createPurse } from "@callscript/core/judge-purse.ts";
import type { Judge } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import type { Usd } from "@callscript/core/usd.ts";

/** The judge as one that is paid: each request is set aside and settled, as the adapter of a model does it. */
export function paidJudge(
  db: Db,
  judge: Judge,
  { dailyBudgetUsd, usdAtMost }: { dailyBudgetUsd: Usd; usdAtMost: Usd },
): Judge {
  const purse = createPurse(db, { dailyBudgetUsd, requestsPerMinute: 1_000, tokensPerMinute: 1_000_000 });
  return {
    async judge(input, signal) {
      const { callId, purpose } = input;
      const request = { callId, purpose, model: "test", tokensAtMost: 2_000, usdAtMost };
      const held = await purse.reserve(request, signal);
      const answer = await judge.judge(input, signal);
      await held.settle(answer);
      return answer;
    },
  };
}
