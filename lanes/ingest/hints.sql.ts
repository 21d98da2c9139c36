import { query } from "@callscript/core/query.ts";
import { z } from "zod";

const nothing = z.object({});

/** Hints to ask the API about now: those that nobody has asked about yet, then the others, newest first. */
export const dueHints = query<[limit: number]>()(
  "due_hints",
  z.object({ ringba_call_id: z.string(), times: z.int() }),
  `select ringba_call_id, times from core.pixel_hints
  where resolved_at_utc is null and next_try_at <= now()
  order by attempts > 0, hinted_at_utc desc, ringba_call_id limit $1`,
);

export const hintsBudget = "ringba hints";

/** A third of what the account grants is the most that hints take: whoever has a key must not starve the call log. */
export const shareHintsBudget = query<[]>()(
  "share_hints_budget",
  nothing,
  `select core.set_budget('ringba hints', greatest(1, least(b.per_minute, b.learnt_per_minute) / 3))
  from core.rate_budgets b where b.name = 'ringba'`,
);

/** In the transaction that stored what the API told; `times` as it was when the hint was taken up. */
export const settleHints = query<
  [providerCallIds: readonly string[], times: readonly number[], told: readonly string[]]
>()(
  "settle_hints",
  z.object({ resolved: z.int(), waiting: z.int() }),
  "select resolved, waiting from core.settle_hints($1, $2, $3)",
);

export const postponeHints = query<[providerCallIds: readonly string[], seconds: number]>()(
  "postpone_hints",
  nothing,
  "select core.postpone_hints($1, make_interval(secs => $2))",
);
