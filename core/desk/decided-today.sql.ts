import { z } from "zod";
import { query } from "../query.ts";

/** Calls that people decided since 00:00 UTC and did not reopen, and those of them that held up. */
export const decidedToday = query<[]>()(
  "decided_today",
  z.object({ decided: z.int(), confirmed: z.int() }),
  `with last as (
    select distinct on (e.call_id) e.detail ->> 'verdict' as verdict from core.call_events e
    where e.kind = 'reviewed' and e.at_utc >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC'
    order by e.call_id, e.id desc)
  select (count(*) filter (where verdict <> 'reopened'))::int as decided,
    (count(*) filter (where verdict = 'confirmed_bad'))::int as confirmed from last`,
);
