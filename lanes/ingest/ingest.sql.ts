import { query } from "@callscript/core/query.ts";
import { z } from "zod";

const nothing = z.object({});

export const ensureCampaigns = query<[ids: readonly string[], names: readonly string[]]>()(
  "ensure_campaigns",
  nothing,
  `insert into core.campaigns (ringba_campaign_id, name)
  select g.id, g.name from unnest($1::text[], $2::text[]) as g (id, name)
  where not exists (select from core.campaigns k where k.ringba_campaign_id = g.id)
  order by g.id
  on conflict (ringba_campaign_id) do nothing`,
);

/** One page of calls as columns; all arrays are equally long and no call is in them twice. */
export type CallColumns = [
  ids: readonly string[],
  providerCallIds: readonly string[],
  campaigns: readonly (string | null)[],
  startTimesUtc: readonly string[],
  endTimesUtc: readonly (string | null)[],
  callerNumbers: readonly (string | null)[],
  durations: readonly (number | null)[],
  connected: readonly (number | null)[],
  hasConnected: readonly (boolean | null)[],
  isDuplicate: readonly (boolean | null)[],
  revenues: readonly (string | null)[],
  payouts: readonly (string | null)[],
  publishers: readonly (string | null)[],
  buyers: readonly (string | null)[],
  targets: readonly (string | null)[],
  endCallSources: readonly (string | null)[],
  audioUrls: readonly (string | null)[],
  records: readonly string[],
];

/**
 * Stores what changed and nothing else: an unchanged row is not written at all, a known fact is never unlearnt, the
 * state of a call is never touched. A link is taken only while no recording is stored, and a link that differs in its
 * query alone (a fresh signature) writes no row. Rows are taken in one order, so that two readers cannot deadlock.
 */
export const upsertCalls = query<[...CallColumns, worker: string]>()(
  "upsert_calls",
  z.object({ inserted: z.int(), updated: z.int() }),
  `with given as (
    select * from unnest(
      $1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::integer[],
      $8::integer[], $9::boolean[], $10::boolean[], $11::numeric[], $12::numeric[], $13::text[], $14::text[],
      $15::text[], $16::text[], $17::text[], $18::jsonb[]
    ) as g (id, ringba_call_id, campaign, start_time_utc, ended_at_utc, caller_number, duration_seconds,
      connected_seconds, has_connected, is_duplicate, revenue, payout, publisher, buyer, target, end_call_source,
      audio_url, provider_record)
  ), written as (
    insert into core.calls as c (id, ringba_call_id, campaign_id, start_time_utc, ended_at_utc, caller_number,
      duration_seconds, connected_seconds, has_connected, is_duplicate, revenue, payout, publisher, buyer, target,
      end_call_source, audio_url, provider_record)
    select g.id, g.ringba_call_id, k.id, g.start_time_utc, g.ended_at_utc, g.caller_number,
      g.duration_seconds, g.connected_seconds, g.has_connected, g.is_duplicate, g.revenue, g.payout, g.publisher,
      g.buyer, g.target, g.end_call_source, g.audio_url, g.provider_record
    from given g left join core.campaigns k on k.ringba_campaign_id = g.campaign
    order by g.ringba_call_id
    on conflict (ringba_call_id) do update set
      campaign_id = coalesce(excluded.campaign_id, c.campaign_id),
      start_time_utc = excluded.start_time_utc,
      ended_at_utc = coalesce(excluded.ended_at_utc, c.ended_at_utc),
      caller_number = coalesce(excluded.caller_number, c.caller_number),
      duration_seconds = coalesce(excluded.duration_seconds, c.duration_seconds),
      connected_seconds = coalesce(excluded.connected_seconds, c.connected_seconds),
      has_connected = coalesce(excluded.has_connected, c.has_connected),
      is_duplicate = coalesce(excluded.is_duplicate, c.is_duplicate),
      revenue = coalesce(excluded.revenue, c.revenue),
      payout = coalesce(excluded.payout, c.payout),
      publisher = coalesce(excluded.publisher, c.publisher),
      buyer = coalesce(excluded.buyer, c.buyer),
      target = coalesce(excluded.target, c.target),
      end_call_source = coalesce(excluded.end_call_source, c.end_call_source),
      audio_url = case when c.storage_path is null then coalesce(excluded.audio_url, c.audio_url) else c.audio_url end,
      provider_record = excluded.provider_record
    where (c.campaign_id, c.start_time_utc, c.ended_at_utc, c.caller_number, c.duration_seconds, c.connected_seconds,
        c.has_connected, c.is_duplicate, c.revenue, c.payout, c.publisher, c.buyer, c.target, c.end_call_source,
        c.provider_record - 'recordingUrl')
      is distinct from (coalesce(excluded.campaign_id, c.campaign_id), excluded.start_time_utc,
        coalesce(excluded.ended_at_utc, c.ended_at_utc), coalesce(excluded.caller_number, c.caller_number),
        coalesce(excluded.duration_seconds, c.duration_seconds),
        coalesce(excluded.connected_seconds, c.connected_seconds),
        coalesce(excluded.has_connected, c.has_connected), coalesce(excluded.is_duplicate, c.is_duplicate),
        coalesce(excluded.revenue, c.revenue), coalesce(excluded.payout, c.payout),
        coalesce(excluded.publisher, c.publisher), coalesce(excluded.buyer, c.buyer),
        coalesce(excluded.target, c.target), coalesce(excluded.end_call_source, c.end_call_source),
        excluded.provider_record - 'recordingUrl')
      or (c.storage_path is null and excluded.audio_url is not null
        and split_part(excluded.audio_url, '?', 1) is distinct from split_part(c.audio_url, '?', 1))
    returning c.id, c.status, c.xmax = 0 as is_new
  ), logged as (
    insert into core.call_events (call_id, kind, to_status, lane, actor)
    select w.id, case when w.is_new then 'created' else 'updated' end, case when w.is_new then w.status end,
      'ingest', $19
    from written w
  )
  select count(*) filter (where w.is_new)::int as inserted, count(*) filter (where not w.is_new)::int as updated
  from written w`,
);

/** A slice's first page opens its row in the ledger, further pages are added to it. */
export const openSliceRow = query<
  [
    fromUtc: Date,
    toUtc: Date,
    tier: string,
    pages: number,
    partial: number,
    received: number,
    inserted: number,
    updated: number,
    unreadable: number,
    claimedTotal: number | null,
    complete: boolean,
  ]
>()(
  "open_slice_row",
  z.object({ id: z.string() }),
  `insert into core.ingest_slices
    (from_utc, to_utc, tier, pages, partial, received, inserted, updated, unreadable, claimed_total, complete)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id::text`,
);

export const addToSliceRow = query<
  [
    id: string,
    pages: number,
    partial: number,
    received: number,
    inserted: number,
    updated: number,
    unreadable: number,
    claimedTotal: number | null,
    complete: boolean,
  ]
>()(
  "add_to_slice_row",
  nothing,
  `update core.ingest_slices set read_at_utc = now(), pages = pages + $2, partial = partial + $3, received = received + $4,
    inserted = inserted + $5, updated = updated + $6, unreadable = unreadable + $7,
    claimed_total = coalesce($8, claimed_total), complete = $9
  where id = $1::bigint`,
);

export const skipCalls = query<[limit: number]>()(
  "skip_calls",
  z.object({ moved: z.int() }),
  "select core.skip_calls($1) as moved",
);

export const reviveCalls = query<[limit: number]>()(
  "revive_calls",
  z.object({ moved: z.int() }),
  "select core.revive_calls($1) as moved",
);
