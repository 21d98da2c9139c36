import { query } from "@callscript/core/query.ts";
import { z } from "zod";

const nothing = z.object({});

export const ensureCampaigns = query<[ids: readonly string[], names: readonly string[]]>()(
  "ensure_campaigns",
  nothing,
  `with named as (
    update core.campaigns k set name = g.name from unnest($1::text[], $2::text[]) as g (id, name)
    where k.ringba_campaign_id = g.id and k.name = k.ringba_campaign_id and g.name <> g.id
  )
  insert into core.campaigns (ringba_campaign_id, name)
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
  digests: readonly string[],
];

/**
 * Those of a page's calls that are not stored as they are: new ones, those whose record has another digest, and those
 * whose recording could not be had while another link is told.
 */
export const freshCalls = query<
  [providerCallIds: readonly string[], digests: readonly string[], audioUrls: readonly (string | null)[]]
>()(
  "fresh_calls",
  z.object({ ringba_call_id: z.string() }),
  `select g.ringba_call_id from unnest($1::text[], $2::text[], $3::text[]) as g (ringba_call_id, digest, audio_url)
    left join core.calls c on c.ringba_call_id = g.ringba_call_id
  where c.provider_digest is distinct from g.digest
    or (c.processing_error is not null and c.storage_path is null and g.audio_url <> c.audio_url)`,
);

/**
 * Whether a record tells more of call `c` than is stored: unknown facts do not count, nor a link's query (its signature)
 * while the link that is stored has not failed.
 */
const changed = (record: string, campaign: string) => `(
  c.provider_record - 'recordingUrl' is distinct from ${record}.provider_record - 'recordingUrl'
  or (c.campaign_id, c.start_time_utc, c.ended_at_utc, c.caller_number, c.duration_seconds, c.connected_seconds,
    c.has_connected, c.is_duplicate, c.revenue, c.payout, c.publisher, c.buyer, c.target, c.end_call_source)
  is distinct from (coalesce(${campaign}, c.campaign_id), ${[
    "start_time_utc",
    "ended_at_utc",
    "caller_number",
    "duration_seconds",
    "connected_seconds",
    "has_connected",
    "is_duplicate",
    "revenue",
    "payout",
    "publisher",
    "buyer",
    "target",
    "end_call_source",
  ]
    .map((fact) => `coalesce(${record}.${fact}, c.${fact})`)
    .join(", ")})
  or (c.storage_path is null and ${record}.audio_url is not null
    and (split_part(${record}.audio_url, '?', 1) is distinct from split_part(c.audio_url, '?', 1)
      or (c.processing_error is not null and ${record}.audio_url is distinct from c.audio_url))))`;

/**
 * Stores what changed and nothing else: an unchanged row is not written at all, a known fact is never unlearnt, the
 * state of a call is never touched, and an answer older than the one that is stored changes nothing, unless that one was
 * asked for by a clock that was ahead. A link is taken only while no recording is stored, and a link that differs in its
 * query alone (a fresh signature) writes no row. Rows are taken in one order, so that two readers cannot deadlock.
 */
export const upsertCalls = query<[...CallColumns, worker: string, askedAtUtc: Date]>()(
  "upsert_calls",
  z.object({ inserted: z.int(), updated: z.int() }),
  `with given as (
    select * from unnest(
      $1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::integer[],
      $8::integer[], $9::boolean[], $10::boolean[], $11::numeric[], $12::numeric[], $13::text[], $14::text[],
      $15::text[], $16::text[], $17::text[], $18::jsonb[], $19::text[]
    ) as g (id, ringba_call_id, campaign, start_time_utc, ended_at_utc, caller_number, duration_seconds,
      connected_seconds, has_connected, is_duplicate, revenue, payout, publisher, buyer, target, end_call_source,
      audio_url, provider_record, provider_digest)
  ), fresh as (
    select g.*, k.id as campaign_id from given g left join core.campaigns k on k.ringba_campaign_id = g.campaign
  ), written as (
    insert into core.calls as c (id, ringba_call_id, campaign_id, start_time_utc, ended_at_utc, caller_number,
      duration_seconds, connected_seconds, has_connected, is_duplicate, revenue, payout, publisher, buyer, target,
      end_call_source, audio_url, provider_record, provider_digest, provider_asked_at)
    select f.id, f.ringba_call_id, f.campaign_id, f.start_time_utc, f.ended_at_utc, f.caller_number,
      f.duration_seconds, f.connected_seconds, f.has_connected, f.is_duplicate, f.revenue, f.payout, f.publisher,
      f.buyer, f.target, f.end_call_source, f.audio_url, f.provider_record, f.provider_digest, $21
    from fresh f order by f.ringba_call_id
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
      provider_record = excluded.provider_record,
      provider_digest = excluded.provider_digest,
      provider_asked_at = excluded.provider_asked_at
    where (c.provider_asked_at is null or c.provider_asked_at <= excluded.provider_asked_at
        or c.provider_asked_at > now() + interval '5 minutes')
      and ${changed("excluded", "excluded.campaign_id")}
    returning c.id, c.status, c.xmax = 0 as is_new
  ), logged as (
    insert into core.call_events (call_id, kind, to_status, lane, actor)
    select w.id, case when w.is_new then 'created' else 'updated' end, case when w.is_new then w.status end,
      'ingest', $20
    from written w
  )
  select count(*) filter (where w.is_new)::int as inserted, count(*) filter (where not w.is_new)::int as updated
  from written w`,
);

/** Records that could not be read, each once, as they came; links with fresh signatures make no new ones. */
export const keepUnreadable = query<[reasons: readonly string[], records: readonly string[]]>()(
  "keep_unreadable",
  nothing,
  `insert into core.unreadable_records as u (digest, reason, record)
  select distinct on (1) md5(regexp_replace(g.record::text, '[?][^"]*', '', 'g')), g.reason, g.record
  from unnest($1::text[], $2::jsonb[]) as g (reason, record)
  order by 1
  on conflict (digest) do update set last_seen_at_utc = now(), reason = excluded.reason`,
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
