import { z } from "zod";
import { query } from "../query.ts";

/** Failed calls by lane and reason, of the newest 2,000; the commonest first, each with its newest call. */
export const failuresByReason = query<[]>()(
  "failures_by_reason",
  z.object({
    reason: z.string(),
    lane: z.enum(["vault", "factory", "judge"]),
    calls: z.int(),
    newest_id: z.uuid(),
    newest_utc: z.date(),
  }),
  "select reason, lane, calls, newest_id, newest_utc from core.failures_by_reason()",
);

/** Puts the newest 1,000 of them back in the queue at most; answers how many. The database refuses who is no admin. */
export const putBackFailed = query<[lane: string, reason: string, actor: string]>()(
  "put_back_failed",
  z.object({ moved: z.int() }),
  "select core.put_back_failed($1, $2, $3) as moved",
);
