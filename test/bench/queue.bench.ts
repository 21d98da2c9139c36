import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { migrate } from "@callscript/adapters/postgres/migrate.ts";
import pg from "pg";
import { migrations } from "../support/global-setup.ts";

const rows = Number(process.env["ROWS"] ?? 1_000_000);
const batch = 32;
const clients = 4;
const rounds = 3;
const roundMs = 5_000;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The specification's schema, word for word where it matters to the queue. */
const bareSchema = `
  create schema bare;
  create table bare.calls (
    id uuid primary key default gen_random_uuid(), ringba_call_id text not null unique, campaign_id uuid,
    start_time_utc timestamptz not null, updated_at timestamptz default now(), caller_number text, duration_seconds integer,
    revenue numeric(12,4) default 0, audio_url text, storage_path text, status text default 'pending', retry_count integer default 0,
    processing_error text, transcript_text text, transcript_segments jsonb, qa_flags jsonb, qa_version text, judge_model text,
    constraint valid_processing_state check (status != 'processing' or storage_path is not null),
    constraint status_valid check (status in ('pending','downloaded','processing','transcribed','flagged','safe','failed')),
    constraint retry_limit check (retry_count <= 3))`;

/** A tenth waits for the factory, spread among calls that are done. */
const load = (table: string) => `
  insert into ${table} (ringba_call_id, start_time_utc, storage_path, status, duration_seconds, caller_number)
  select 'RGB' || md5(n::text), now() - make_interval(secs => n * 30), 'recordings/' || n || '.mp3',
    case when n % 10 = 0 then 'downloaded' else 'safe' end, 180, '+13125550100' from generate_series(1, ${rows}) n`;

const words =
  "the agent said that the plan has a zero premium and the caller asked what it would cost in the end ";
const text = words.repeat(30).slice(0, 3_000);
const segments = Array.from({ length: 30 }, (_, turn) => ({
  speaker: turn % 2 ? "caller" : "agent",
  start: turn * 6,
  end: turn * 6 + 5,
  text: words.slice(0, 90),
}));

interface Variant {
  name: string;
  claim: { text: string; values: (worker: string) => unknown[] };
  finish: { text: string; values: (worker: string, ids: string[]) => unknown[] };
}

const bare: Variant = {
  name: "bare claim + complete of the specification",
  claim: {
    text: `update bare.calls set status = 'processing', updated_at = now() where id in (
      select id from bare.calls where status = 'downloaded' order by start_time_utc desc limit ${batch} for update skip locked) returning id`,
    values: () => [],
  },
  finish: {
    text: `update bare.calls c set status = 'transcribed', transcript_text = r.text, transcript_segments = r.segments, updated_at = now()
      from unnest($1::uuid[], $2::text[], $3::jsonb[]) as r(id, text, segments) where c.id = r.id`,
    values: (_worker, ids) => [ids, ids.map(() => text), ids.map(() => JSON.stringify(segments))],
  },
};
const ours: Variant = {
  name: "ours: lease, fence, attempt, events, notify",
  claim: { text: `select id from core.claim_calls('factory', $1, ${batch})`, values: (worker) => [worker] },
  finish: {
    text: "select core.finish_factory($1, $2::jsonb)",
    values: (worker, ids) => [
      worker,
      JSON.stringify(
        ids.map((call) => ({ call, attempt: 1, text, segments, model: "bench", stand_in: false })),
      ),
    ],
  },
};

/** Claim + finish in batches of 32 on a loaded table, against the bare schema in the same run, rounds interleaved. */
export async function run(): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), "callscript-bench-"));
  const cluster = await startEmbedded({ home, log: quiet });
  const admin = new pg.Client({ connectionString: cluster.url });
  await admin.connect();
  try {
    await migrate({ url: cluster.url, folder: migrations, log: quiet });
    await admin.query("alter system set max_wal_size = '8GB'");
    await admin.query("select pg_reload_conf()");
    process.stdout.write(`loading ${rows} rows twice\n`);
    await admin.query(bareSchema);
    await admin.query(load("bare.calls"));
    await admin.query("create index idx_calls_queue on bare.calls (status, start_time_utc desc)");
    await admin.query(load("core.calls"));
    await admin.query("vacuum analyze bare.calls");
    await admin.query("vacuum analyze core.calls");
    await admin.query("checkpoint");
    const results = new Map<string, { rate: number; walBytes: number }[]>(
      [bare, ours].map(({ name }) => [name, []]),
    );
    for (let round = 0; round < rounds; round += 1) {
      for (const variant of round % 2 === 0 ? [bare, ours] : [ours, bare])
        results.get(variant.name)?.push(await measure(admin, cluster.url, variant));
    }
    const rates = [bare, ours].map(({ name }) => {
      const runs = results.get(name) ?? [];
      const rate = median(runs.map((one) => one.rate));
      process.stdout.write(
        `${name.padEnd(46)} ${rate.toFixed(0).padStart(7)} calls/s   ${median(runs.map((one) => one.walBytes))
          .toFixed(0)
          .padStart(6)} B WAL a call\n`,
      );
      return rate;
    });
    process.stdout.write(
      `ratio ${((rates[1] ?? 0) / (rates[0] ?? 1)).toFixed(2)} (goal >= 0.5), ${rounds} interleaved rounds of ${roundMs / 1000} s, ${clients} clients, ${rows} rows, fsync on\n`,
    );
  } finally {
    await admin.end();
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function measure(
  admin: pg.Client,
  url: string,
  { claim, finish }: Variant,
): Promise<{ rate: number; walBytes: number }> {
  const lsn = async () =>
    (await admin.query<{ lsn: string }>("select pg_current_wal_lsn() - '0/0' as lsn")).rows[0]?.lsn ?? "0";
  const before = Number(await lsn());
  const until = Date.now() + roundMs;
  const began = performance.now();
  const worker = async (index: number) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const name = `bench-${index}`;
    let done = 0;
    while (Date.now() < until) {
      const { rows: claimed } = await client.query<{ id: string }>(claim.text, claim.values(name));
      const ids = claimed.map(({ id }) => id);
      if (ids.length === 0) break;
      await client.query(finish.text, finish.values(name, ids));
      done += ids.length;
    }
    await client.end();
    return done;
  };
  const done = (await Promise.all(Array.from({ length: clients }, (_, index) => worker(index)))).reduce(
    (sum, one) => sum + one,
    0,
  );
  const seconds = (performance.now() - began) / 1000;
  return { rate: done / seconds, walBytes: (Number(await lsn()) - before) / Math.max(1, done) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
