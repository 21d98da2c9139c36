import { z } from "zod";
import { query } from "../query.ts";

/** How many of these calls were judged and are not asked for yet. */
export const rejudgeableAmong = query<[calls: readonly string[]]>()(
  "rejudgeable_among",
  z.object({ calls: z.int() }),
  "select count(*)::int as calls from core.rejudgeable_among($1::uuid[])",
);

/** Asks for their judgement anew; answers how many. The database refuses who is no admin. */
export const requestRejudgeOf = query<[calls: readonly string[], actor: string]>()(
  "request_rejudge_of",
  z.object({ batch: z.uuid(), requested: z.int() }),
  "select batch, requested from core.request_rejudge_of($1::uuid[], $2)",
);
