-- The tables of the product specification, column for column, with CallScript's additions below each.
create schema if not exists core;

create table core.installation (
  only_row boolean primary key default true check (only_row),
  mode text not null check (mode in ('demo', 'live')),
  stamped_at_utc timestamptz not null default now()
);

create table core.campaigns (
  id uuid primary key default gen_random_uuid(),
  ringba_campaign_id text not null unique,
  name text not null,
  vertical text default 'General',
  inference_source text check (inference_source in ('regex', 'manual', 'unknown')),
  is_verified boolean default false,
  -- additions
  minimum_connected_seconds integer not null default 0 check (minimum_connected_seconds >= 0),
  refund_window_days integer check (refund_window_days > 0)
);

-- What the auto-tag trigger matches: whole words, any case; the lowest priority number that matches wins.
create table core.vertical_patterns (
  id uuid primary key default gen_random_uuid(),
  priority integer not null,
  pattern text not null unique check (length(pattern) between 1 and 200),
  vertical text not null
);

create table core.calls (
  id uuid primary key default gen_random_uuid(),
  ringba_call_id text not null unique, -- idempotency key
  campaign_id uuid references core.campaigns (id),
  start_time_utc timestamptz not null,
  updated_at timestamptz default now(),
  caller_number text,
  duration_seconds integer,
  revenue numeric(12, 4) default 0,
  audio_url text, -- expiring source link
  storage_path text, -- permanent vault path
  status text not null default 'pending',
  retry_count integer default 0,
  processing_error text,
  transcript_text text,
  transcript_segments jsonb, -- [{speaker, start, end, text}]
  qa_flags jsonb,
  qa_version text,
  judge_model text,
  constraint valid_processing_state check (status != 'processing' or storage_path is not null),
  constraint status_valid check (
    status in ('pending', 'downloaded', 'processing', 'transcribed', 'flagged', 'safe', 'failed', 'skipped')
  ),
  constraint retry_limit check (retry_count <= 3),
  -- additions: where the row came from
  source text not null default 'ringba' check (source in ('ringba', 'import')),
  start_time_source text not null default 'provider' check (start_time_source in ('provider', 'row', 'option', 'import_time')),
  skip_reason text check (skip_reason in ('no_recording', 'not_connected', 'too_short')),
  -- additions: lease, independent of status
  locked_by text,
  lease_expires_at timestamptz,
  claimed_at timestamptz,
  next_attempt_at timestamptz,
  outage_at timestamptz, -- the last failure that was the outside's, not this call's
  -- additions: provider facts
  ended_at_utc timestamptz,
  connected_seconds integer,
  has_connected boolean,
  is_duplicate boolean,
  payout numeric(12, 4),
  publisher text,
  buyer text,
  target text,
  end_call_source text,
  provider_record jsonb,
  -- additions: recording facts
  recording_sha256 text check (recording_sha256 ~ '^[0-9a-f]{64}$'),
  recording_bytes bigint,
  recording_type text,
  recording_codec text,
  recording_channels smallint,
  recording_seconds double precision,
  -- additions: findings and the verdict of a person
  speech_model text,
  speech_stand_in boolean not null default false,
  severity smallint check (severity between 1 and 4),
  needs_review boolean not null default false,
  review_reason text check (review_reason in ('unsure', 'unverified_quote', 'addresses_judge', 'rejudge_differs', 'sample')),
  verdict text check (verdict in ('confirmed_bad', 'marked_safe')),
  verdict_version integer not null default 0
);

create index idx_calls_queue on core.calls (status, start_time_utc desc);
create index calls_by_start on core.calls (start_time_utc desc, id desc);
create index calls_leased on core.calls (lease_expires_at) where lease_expires_at is not null;
create index calls_inbox on core.calls ((coalesce(severity, 0)) desc, start_time_utc desc, id desc)
  where status = 'flagged' and verdict is null;
create index calls_unsure on core.calls ((coalesce(severity, 0)) desc, start_time_utc desc, id desc)
  where needs_review and verdict is null;
create index calls_revivable on core.calls (start_time_utc)
  where status = 'skipped' and audio_url is not null and storage_path is null;
create index calls_decided on core.calls (verdict, (coalesce(severity, 0)) desc, start_time_utc desc, id desc)
  where verdict is not null;

-- Each hot row lives for minutes and is rewritten about six times: vacuum by count, not by share of the table.
alter table core.calls set (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_analyze_scale_factor = 0.02
);

-- Append-only: every transition, failure, lease loss and review of a call.
create table core.call_events (
  id bigint generated always as identity primary key,
  call_id uuid not null references core.calls (id),
  at_utc timestamptz not null default clock_timestamp(),
  kind text not null check (kind in (
    'created', 'claimed', 'finished', 'attempt_failed', 'given_back', 'lease_lost', 'outage', 'failed',
    'skipped', 'revived', 'requeued', 'reviewed', 'updated')),
  from_status text,
  to_status text,
  lane text,
  actor text not null,
  attempt integer,
  milliseconds integer,
  cost_usd numeric(12, 8),
  detail jsonb
);
create index call_events_by_call on core.call_events (call_id, id);
create index call_events_by_time on core.call_events (at_utc desc);

create table core.call_words (
  call_id uuid primary key references core.calls (id),
  words jsonb not null -- [{word, start, end, confidence, speaker}]
);

create table core.call_peaks (
  call_id uuid primary key references core.calls (id),
  peaks jsonb not null check (length(peaks::text) <= 40000) -- {channels: [[min, max, ...]], seconds}
);

-- A version of a pack is immutable once published; rules are read as they stood on the call's own date.
create table core.rule_versions (
  id uuid primary key default gen_random_uuid(),
  pack text not null,
  version text not null,
  published_at_utc timestamptz not null default now(),
  published_by text not null,
  reason text not null,
  unique (pack, version)
);

create table core.rules (
  id uuid primary key default gen_random_uuid(),
  rule_version_id uuid not null references core.rule_versions (id),
  position integer not null,
  code text not null,
  name text not null,
  severity smallint not null check (severity between 1 and 4),
  effective_from date not null,
  effective_to date,
  definition jsonb not null, -- the whole rule as core/rule.ts reads it
  unique (rule_version_id, code, effective_from)
);

-- Append-only: every judgement ever made. The current one is on the call.
create table core.judgements (
  id uuid primary key default gen_random_uuid(),
  call_id uuid not null references core.calls (id),
  judged_at_utc timestamptz not null default clock_timestamp(),
  finding text not null check (finding in ('flagged', 'safe')),
  flags jsonb not null,
  review_reason text,
  qa_version text not null,
  judge_model text not null,
  asked text[] not null, -- the codes that were asked
  tokens_in integer not null default 0,
  tokens_cached integer not null default 0,
  tokens_out integer not null default 0,
  cost_usd numeric(12, 8) not null default 0
);
create index judgements_by_call on core.judgements (call_id, judged_at_utc);
create index judgements_by_time on core.judgements (judged_at_utc desc);

-- Append-only: what people decided. `reopened` takes the last decision back.
create table core.reviews (
  id uuid primary key default gen_random_uuid(),
  call_id uuid not null references core.calls (id),
  reviewed_at_utc timestamptz not null default clock_timestamp(),
  verdict text not null check (verdict in ('confirmed_bad', 'marked_safe', 'reopened')),
  reviewer text not null,
  note text,
  idempotency_key text not null,
  version integer not null, -- the call's verdict_version after it
  unique (call_id, idempotency_key)
);
create index reviews_by_call on core.reviews (call_id, reviewed_at_utc desc);

create table core.ingest_slices (
  id bigint generated always as identity primary key,
  from_utc timestamptz not null,
  to_utc timestamptz not null check (to_utc > from_utc),
  read_at_utc timestamptz not null default now(),
  pages integer not null,
  received integer not null,
  inserted integer not null,
  updated integer not null,
  unreadable integer not null default 0,
  claimed_total integer,
  complete boolean not null
);
create index ingest_slices_by_time on core.ingest_slices (to_utc desc) where complete;

create table core.lanes (
  lane text primary key check (lane in ('ingest', 'vault', 'factory', 'judge', 'upkeep')),
  paused boolean not null default false,
  pause_kind text check (pause_kind in ('person', 'trouble', 'outage', 'budget')),
  reason text,
  paused_at_utc timestamptz,
  next_probe_at timestamptz,
  probe_seconds integer,
  last_success_at timestamptz,
  last_seen_at timestamptz,
  last_run_at timestamptz,
  last_report jsonb,
  watermark_utc timestamptz -- ingest only: everything before it has been read completely
);
insert into core.lanes (lane) values ('ingest'), ('vault'), ('factory'), ('judge'), ('upkeep');

create table core.invites (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  role text not null check (role in ('admin', 'reviewer')),
  token_hash text not null unique, -- sha256 of the token, hex
  invited_by text not null,
  created_at_utc timestamptz not null default now(),
  expires_at_utc timestamptz not null default now() + interval '7 days',
  accepted_at_utc timestamptz,
  revoked_at_utc timestamptz
);
