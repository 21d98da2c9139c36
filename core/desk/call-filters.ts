import type { CallStatus } from "../call-state.ts";
import type { Db } from "../query.ts";
import { campaignChoices } from "./call-choices.sql.ts";
import type { CallSearch } from "./read-search.ts";

/**
 * Which calls a view shows; null and an empty list leave nothing out. Days are UTC, both included; a moment ("…T10:30:00Z")
 * in the place of a day is where it begins, or what it ends before.
 */
export interface CallFilters {
  statuses: readonly CallStatus[];
  fromDay: string | null;
  toDay: string | null;
  vertical: string | null;
  campaign: string | null;
  publisher: string | null;
  /** `open` is flagged and not decided. */
  verdict: "confirmed_bad" | "marked_safe" | "open" | null;
  severities: readonly number[];
  minMinutes: number | null;
  maxMinutes: number | null;
  search: CallSearch | null;
}

/** The filters as the parameters $1 to $11 of every query over them; words are looked for elsewhere. */
export type FilterParams = [
  statuses: readonly string[] | null,
  fromUtc: string | null,
  beforeUtc: string | null,
  campaigns: readonly string[] | null,
  publisher: string | null,
  verdict: string | null,
  severities: readonly number[] | null,
  minSeconds: number | null,
  maxSeconds: number | null,
  callerKey: string | null,
  ringbaCallId: string | null,
];

export const filterCount = 11;

/** Constant nulls are folded away before a statement is planned: what is not asked for costs nothing. */
export const passesFilters = `($1::text[] is null or c.status = any ($1))
    and ($2::timestamptz is null or c.start_time_utc >= $2) and ($3::timestamptz is null or c.start_time_utc < $3)
    and ($4::uuid[] is null or c.campaign_id = any ($4)) and ($5::text is null or c.publisher = $5)
    and ($6::text is null or c.verdict = $6 or ($6 = 'open' and c.verdict is null and c.status = 'flagged'))
    and ($7::int[] is null or c.severity = any ($7))
    and ($8::float8 is null or coalesce(c.recording_seconds, c.duration_seconds, -1) >= $8)
    and ($9::float8 is null or coalesce(c.recording_seconds, c.duration_seconds, -1) <= $9)
    and ($10::text is null or core.caller_key(c.caller_number) = $10) and ($11::text is null or c.ringba_call_id = $11)`;

const dayMs = 86_400_000;

/** A vertical is its campaigns: they are few, and known by their ids the plan is right. */
export async function filterParams(db: Db, filters: CallFilters): Promise<FilterParams> {
  const { statuses, fromDay, toDay, vertical, campaign, search, severities } = filters;
  const ofVertical =
    vertical === null
      ? null
      : (await campaignChoices.run(db)).filter((one) => one.vertical === vertical).map(({ id }) => id);
  const campaigns =
    campaign === null ? ofVertical : (ofVertical?.filter((id) => id === campaign) ?? [campaign]);
  return [
    statuses.length === 0 ? null : statuses,
    fromDay === null || fromDay.includes("T") ? fromDay : `${fromDay}T00:00:00Z`,
    toDay === null || toDay.includes("T")
      ? toDay
      : new Date(Date.parse(`${toDay}T00:00:00Z`) + dayMs).toISOString(),
    campaigns,
    filters.publisher,
    filters.verdict,
    severities.length === 0 ? null : severities,
    filters.minMinutes === null ? null : filters.minMinutes * 60,
    filters.maxMinutes === null ? null : filters.maxMinutes * 60,
    search?.kind === "caller" ? search.key : null,
    search?.kind === "id" ? search.id : null,
  ];
}
