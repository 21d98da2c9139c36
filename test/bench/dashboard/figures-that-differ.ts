/** Half hours of which the kept figures of all calls together are not what the calls themselves come to. */
export async function figuresThatDiffer(
  sql: (text: string) => Promise<Record<string, unknown>[]>,
): Promise<number> {
  const [row] = await sql(`with counted as (
      select date_bin('30 minutes', start_time_utc, 'epoch'::timestamptz) as half_hour_utc, count(*)::int as calls,
        (count(*) filter (where status = 'flagged' or (status = 'safe' and severity is not null)))::int as flagged,
        (count(*) filter (where status = 'flagged' and verdict is null))::int as to_review,
        (count(*) filter (where verdict = 'confirmed_bad'))::int as confirmed,
        coalesce(sum(revenue) filter (where status = 'flagged' and verdict is null), 0)::numeric(14, 4) as at_stake_usd
      from core.calls group by 1),
    kept as (
      select half_hour_utc, calls, flagged, to_review, confirmed, at_stake_usd::numeric(14, 4) from core.call_figures where cut = 'all')
    select count(*)::int as n from ((table counted except table kept) union all (table kept except table counted)) d`);
  return Number(row?.["n"]);
}
