import type { ProviderCall } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";

/** The columns that a page brings, on a table with the same keys and indexes and without triggers. */
export const alwaysSchema = `
  create schema bare;
  create table bare.calls (
    id uuid primary key default gen_random_uuid(), ringba_call_id text not null unique, campaign text,
    start_time_utc timestamptz not null, updated_at timestamptz default now(), ended_at_utc timestamptz, caller_number text,
    duration_seconds integer, connected_seconds integer, has_connected boolean, is_duplicate boolean,
    revenue numeric(12,4), payout numeric(12,4), publisher text, buyer text, target text, end_call_source text,
    audio_url text, provider_record jsonb, status text default 'pending');
  create index on bare.calls (status, start_time_utc desc);
  create index on bare.calls (start_time_utc desc, id desc)`;

const columns = [
  "ringba_call_id",
  "campaign",
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
  "audio_url",
  "provider_record",
] as const;

/** What most clients do: one row of VALUES a call, and every row is updated. */
export async function upsertAlways(db: Db, page: readonly ProviderCall[]): Promise<number> {
  const values = page.flatMap((call) => [
    call.providerCallId,
    call.campaign.id,
    call.startTimeUtc,
    call.endedAtUtc,
    call.callerNumber,
    call.durationSeconds,
    call.connectedSeconds,
    call.hasConnected,
    call.isDuplicate,
    call.revenue,
    call.payout,
    call.publisher,
    call.buyer,
    call.target,
    call.endCallSource,
    call.recordingUrl,
    JSON.stringify(call.raw),
  ]);
  const tuples = page.map(
    (_, row) => `(${columns.map((__, column) => `$${row * columns.length + column + 1}`).join(",")})`,
  );
  await db.rows(
    `insert into bare.calls (${columns.join(", ")}) values ${tuples.join(",")}
    on conflict (ringba_call_id) do update set updated_at = now(), ${columns
      .filter((column) => column !== "ringba_call_id")
      .map((column) => `${column} = excluded.${column}`)
      .join(", ")}`,
    values,
  );
  return page.length;
}
