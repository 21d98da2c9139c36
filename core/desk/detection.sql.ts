import { z } from "zod";
import { query } from "../query.ts";

/**
 * The calls first judged in the last so many days, by what that first judgement was: `flagged`; `doubted`, not flagged
 * and sent to a person for a reason of its own; `passed`, the others. `checked` of those that passed are the ones of
 * the random sample that a person decided; `known_bad` are all that a person called bad, sampled or not.
 */
export const detectionStrata = query<[days: number]>()(
  "detection_strata",
  z.object({
    stratum: z.enum(["flagged", "doubted", "passed"]),
    calls: z.int(),
    sampled: z.int(),
    checked: z.int(),
    bad: z.int(),
    known_bad: z.int(),
    known_safe: z.int(),
  }),
  `with judged as (
    select j.call_id, coalesce(j.review_reason = 'sample', false) as sampled, case
        when j.finding = 'flagged' then 'flagged'
        when coalesce(j.review_reason, 'sample') <> 'sample' then 'doubted' else 'passed' end as stratum
    from core.judgements j
    where j.judged_at_utc > now() - make_interval(days => $1::int) and not exists (
      select from core.judgements e
      where e.call_id = j.call_id and (e.judged_at_utc, e.id) < (j.judged_at_utc, j.id))
  ), decided as (
    select d.stratum, d.sampled, d.stratum <> 'passed' or d.sampled as counts, c.verdict
    from judged d left join core.calls c on c.id = d.call_id and c.verdict is not null
  )
  select stratum, count(*)::int as calls, (count(*) filter (where sampled))::int as sampled,
    (count(verdict) filter (where counts))::int as checked,
    (count(*) filter (where counts and verdict = 'confirmed_bad'))::int as bad,
    (count(*) filter (where verdict = 'confirmed_bad'))::int as known_bad,
    (count(*) filter (where verdict = 'marked_safe'))::int as known_safe
  from decided group by stratum`,
);
