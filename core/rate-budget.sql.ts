import { z } from "zod";
import { query } from "./query.ts";

/** The one budget of a Ringba account: its limits are shared by all its users and all its requests. */
export const ringbaBudget = "ringba";

/** Requests a minute until Ringba says otherwise: the only limit that it documents is 150, for one of its logs. */
export const ringbaRequestsPerMinute = 60;

/** Sets what is configured; a lower rate that was learnt stays. */
export const setBudget = query<[name: string, perMinute: number]>()(
  "set_budget",
  z.object({}),
  "select core.set_budget($1, $2)",
);

/**
 * Takes one request's token and answers 0, or the seconds after which to ask again. `keep` is the share of a minute's
 * requests (0 to 1) that is left for those who come first. A name without a budget is not limited.
 */
export const takeBudget = query<[name: string, keep: number]>()(
  "take_budget",
  z.object({ wait_seconds: z.number() }),
  "select core.take_budget($1, $2) as wait_seconds",
);

/** The same for the first of `need` requests that belong together: begun only when all of them have room. */
export const takeBudgetFor = query<[name: string, keep: number, need: number]>()(
  "take_budget_for",
  z.object({ wait_seconds: z.number() }),
  "select core.take_budget($1, $2, $3) as wait_seconds",
);

/** The provider refused for want of room: nothing is asked for a while, and less after it. */
export const lowerBudget = query<
  [name: string, limitPerMinute: number | null, retryAfterSeconds: number | null]
>()("lower_budget", z.object({}), "select core.lower_budget($1, $2, make_interval(secs => $3))");
