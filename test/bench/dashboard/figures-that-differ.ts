/** What the rows of each cut are of. */
const cuts = {
  all: ["null::uuid", "null::text"],
  campaign: ["c.campaign_id", "null::text"],
  publisher: ["null::uuid", "left(c.publisher, 200)"],
  both: ["c.campaign_id", "left(c.publisher, 200)"],
} as const;

const figures =
  "calls, in_progress, safe, flagged, skipped, failed, to_review, confirmed, marked_safe, at_stake_usd, confirmed_usd, marked_safe_usd";

/** Rows of the kept figures, of any cut, that are not what the calls themselves come to, and rows that are missing. */
export async function figuresThatDiffer(
  sql: (text: string) => Promise<Record<string, unknown>[]>,
): Promise<number> {
  let differing = 0;
  for (const [cut, [campaign, publisher]] of Object.entries(cuts)) {
    const [row] = await sql(`with counted as (
        select date_bin('30 minutes', c.start_time_utc, 'epoch'::timestamptz) as half_hour_utc, ${campaign} as campaign_id,
          ${publisher} as publisher, count(*)::int as calls,
          (count(*) filter (where status not in ('flagged', 'safe', 'skipped', 'failed')))::int as in_progress,
          (count(*) filter (where status = 'safe' and severity is null))::int as safe,
          (count(*) filter (where status = 'flagged' or (status = 'safe' and severity is not null)))::int as flagged,
          (count(*) filter (where status = 'skipped'))::int as skipped, (count(*) filter (where status = 'failed'))::int as failed,
          (count(*) filter (where status = 'flagged' and verdict is null))::int as to_review,
          (count(*) filter (where verdict = 'confirmed_bad'))::int as confirmed,
          (count(*) filter (where verdict = 'marked_safe'))::int as marked_safe,
          coalesce(sum(revenue) filter (where status = 'flagged' and verdict is null), 0)::numeric(14, 4) as at_stake_usd,
          coalesce(sum(revenue) filter (where verdict = 'confirmed_bad'), 0)::numeric(14, 4) as confirmed_usd,
          coalesce(sum(revenue) filter (where verdict = 'marked_safe'), 0)::numeric(14, 4) as marked_safe_usd
        from core.calls c group by 1, 2, 3),
      kept as (select half_hour_utc, campaign_id, publisher, ${figures} from core.call_figures where cut = '${cut}'),
      differing as ((table counted except table kept) union all (table kept except table counted))
    select count(distinct (half_hour_utc, campaign_id, publisher))::int as n from differing`);
    differing += Number(row?.["n"]);
  }
  return differing;
}
