import { query } from "@callscript/core/query.ts";
import { z } from "zod";

const nothing = z.object({});
const tier = z.enum(["hot", "missed", "recent", "day", "week", "hour", "gap", "backfill"]);

export const PassRow = z.object({
  key: z.string(),
  tier,
  from_utc: z.date(),
  to_utc: z.date(),
  position_utc: z.date(),
  opened_at_utc: z.date(),
  finished_at_utc: z.date().nullable(),
  read_after_utc: z.date(),
  failures: z.int(),
});
export type PassRow = z.infer<typeof PassRow>;

export const ingestState = query<[]>()(
  "ingest_state",
  z.object({
    watermark_utc: z.date().nullable(),
    starts_utc: z.date().nullable(),
    page_size: z.int().nullable(),
    longest_page: z.int(),
    reason: z.string().nullable(),
  }),
  `select l.watermark_utc, l.starts_utc, l.page_size, l.longest_page, l.reason from core.lanes l where l.lane = 'ingest'`,
);

/** The first run: what lies before `starts_utc` is a backfill's. */
export const beginIngest = query<[startsUtc: Date]>()(
  "begin_ingest",
  nothing,
  `update core.lanes set starts_utc = coalesce(starts_utc, $1), watermark_utc = coalesce(watermark_utc, $1)
  where lane = 'ingest' and (starts_utc is null or watermark_utc is null)`,
);

export const holdIngest = query<[worker: string, seconds: number]>()(
  "hold_ingest",
  z.object({ held: z.boolean() }),
  "select core.hold_lane('ingest', $1, make_interval(secs => $2)) as held",
);

export const letIngestGo = query<[worker: string]>()(
  "let_ingest_go",
  nothing,
  "select core.let_lane_go('ingest', $1)",
);

/** The passes that wait to be read, and the standing ones whether they do or not. */
export const listPasses = query<[]>()(
  "list_passes",
  PassRow,
  `select key, tier, from_utc, to_utc, position_utc, opened_at_utc, finished_at_utc, read_after_utc, failures
  from core.ingest_passes
  where tier <> 'backfill' and (finished_at_utc is null or tier not in ('hour', 'gap') or key = 'hours')
  order by read_after_utc, key`,
);

/** Opens a pass, or opens it anew at its beginning; one that is still being read is left alone. */
export const openPass = query<
  [key: string, tier: string, fromUtc: Date, toUtc: Date, openedAtUtc: Date, finishedAtUtc: Date | null]
>()(
  "open_pass",
  nothing,
  `insert into core.ingest_passes as p
    (key, tier, from_utc, to_utc, position_utc, opened_at_utc, finished_at_utc, read_after_utc)
  values ($1, $2, $3, $4, $3, $5, $6, $5)
  on conflict (key) do update set from_utc = $3, to_utc = $4, position_utc = $3, opened_at_utc = $5,
    finished_at_utc = $6, read_after_utc = $5, reads = 0, failures = 0, received = 0, inserted = 0, updated = 0
  where p.finished_at_utc is not null or p.tier = 'hot'`,
);

/** How often a pass failed though the provider answers for others: whoever goes on with it begins with as small a piece. */
export const notePassFailures = query<[key: string, failures: number]>()(
  "note_pass_failures",
  nothing,
  "update core.ingest_passes set failures = $2 where key = $1",
);

/** How far a pass has come, written with the rows of the slice that brought it there. */
export const movePass = query<
  [key: string, positionUtc: Date, received: number, inserted: number, updated: number]
>()(
  "move_pass",
  nothing,
  `update core.ingest_passes set position_utc = greatest(position_utc, $2), received = received + $3,
    inserted = inserted + $4, updated = updated + $5
  where key = $1`,
);

export const finishPass = query<[key: string, finishedAtUtc: Date]>()(
  "finish_pass",
  nothing,
  "update core.ingest_passes set finished_at_utc = $2 where key = $1 and position_utc >= to_utc",
);

/** A single second that stays partial becomes a pass of its own: it is read again 1, 2, 4 ... at most 60 minutes later. */
export const noteGap = query<[key: string, fromUtc: Date, toUtc: Date, nowUtc: Date]>()(
  "note_gap",
  nothing,
  `insert into core.ingest_passes as p
    (key, tier, from_utc, to_utc, position_utc, opened_at_utc, read_after_utc, reads)
  values ($1, 'gap', $2, $3, $2, $4, $4::timestamptz + interval '1 minute', 1)
  on conflict (key) do update set finished_at_utc = null, position_utc = p.from_utc, reads = p.reads + 1,
    opened_at_utc = case when p.finished_at_utc is null then p.opened_at_utc else $4 end,
    read_after_utc = $4::timestamptz + make_interval(mins => least(60, power(2, least(p.reads, 6))::int))`,
);

export const forgetPasses = query<[beforeUtc: Date]>()(
  "forget_passes",
  nothing,
  "delete from core.ingest_passes where tier in ('hour', 'gap') and key <> 'hours' and finished_at_utc < $1",
);

/** The ledger of reads is kept for 90 days, a resolved hint and a record that could not be read for 30. Once an hour. */
export const forgetReads = query<[]>()(
  "forget_reads",
  nothing,
  `with slices as (delete from core.ingest_slices where read_at_utc < now() - interval '90 days'),
    hours as (delete from core.ingest_hours where hour_utc < now() - interval '90 days'),
    records as (delete from core.unreadable_records where last_seen_at_utc < now() - interval '30 days')
  delete from core.pixel_hints where resolved_at_utc < now() - interval '30 days'`,
);

export const learnPageSize = query<[pageSize: number]>()(
  "learn_page_size",
  nothing,
  "update core.lanes set page_size = $1 where lane = 'ingest'",
);

export const noteLongest = query<[received: number]>()(
  "note_longest",
  nothing,
  "update core.lanes set longest_page = $1 where lane = 'ingest' and longest_page < $1",
);

/** Raised by a slice that joins on to what has been read; it only rises. */
export const raiseWatermark = query<[fromUtc: Date, toUtc: Date]>()(
  "raise_watermark",
  nothing,
  `update core.lanes set watermark_utc = $2
  where lane = 'ingest' and watermark_utc >= $1 and watermark_utc < $2`,
);

/** What was missed has been read up to where a hot pass had begun: both are one stretch now. */
export const joinWatermark = query<[]>()(
  "join_watermark",
  nothing,
  `update core.lanes l set watermark_utc = p.to_utc
  from core.ingest_passes p
  where l.lane = 'ingest' and p.key = 'hot' and p.finished_at_utc is not null
    and p.from_utc <= l.watermark_utc and p.to_utc > l.watermark_utc`,
);

/** A clock that was ahead has been set right: what it took for read lies in the future. */
export const bringBackWatermark = query<[nowUtc: Date]>()(
  "bring_back_watermark",
  nothing,
  `update core.lanes set watermark_utc = $1
  where lane = 'ingest' and watermark_utc > $1::timestamptz + interval '5 minutes'`,
);

export const ourCalls = query<[fromUtc: Date, toUtc: Date]>()(
  "our_calls",
  z.object({ calls: z.int() }),
  `select count(*)::int as calls from core.calls
  where start_time_utc >= $1 and start_time_utc < $2 and ringba_call_id not like 'import:%'`,
);

export const comparedHours = query<[sinceUtc: Date]>()(
  "compared_hours",
  z.object({ hour_utc: z.date(), compared_at_utc: z.date() }),
  "select hour_utc, compared_at_utc from core.ingest_hours where hour_utc >= $1",
);

export const noteHour = query<[hourUtc: Date, providerCalls: number, ourCalls: number, nowUtc: Date]>()(
  "note_hour",
  nothing,
  `insert into core.ingest_hours as h (hour_utc, provider_calls, our_calls, compared_at_utc) values ($1, $2, $3, $4)
  on conflict (hour_utc) do update set provider_calls = $2, our_calls = $3, compared_at_utc = $4`,
);
