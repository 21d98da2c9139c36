import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { migrate } from "@callscript/adapters/postgres/migrate.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { readRecord } from "@callscript/adapters/ringba/call-record.ts";
import { recordDigest } from "@callscript/adapters/ringba/record-digest.ts";
import type { ProviderCall } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { storeCalls } from "@callscript/lanes/ingest/store-calls.ts";
import pg from "pg";
import { migrations } from "../support/global-setup.ts";
import { alwaysSchema, upsertAlways } from "./upsert-always.ts";

const rows = Number(process.env["ROWS"] ?? 300_000);
const pageSize = 1000;
const changedShare = 0.05;
const pagesARound = 20;
const rounds = 5;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const startMs = Date.UTC(2026, 9, 1);

/**
 * Re-reading the newest pages of the call log, of which 95 % have not changed since: our upsert against one that always updates, on the
 * same server, rounds interleaved; then a whole day of 10,000 calls read again.
 */
export async function run(): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), "callscript-bench-"));
  const cluster = await startEmbedded({ home, log: quiet });
  const admin = new pg.Client({ connectionString: cluster.url });
  const db = openPool({ url: cluster.url, max: 2, applicationName: "bench" });
  await admin.connect();
  try {
    await migrate({ url: cluster.url, folder: migrations, log: quiet });
    await admin.query("alter system set max_wal_size = '8GB'");
    await admin.query("select pg_reload_conf()");
    await admin.query(alwaysSchema);
    process.stdout.write(`loading ${rows} calls twice\n`);
    for (let from = 0; from < rows; from += pageSize) {
      const page = pageOf(from, 0);
      await ours(db, page);
      await upsertAlways(db, page);
    }
    await admin.query("vacuum analyze core.calls");
    await admin.query("vacuum analyze bare.calls");
    await admin.query("checkpoint");
    const variants = [
      { name: "multi-row upsert that always updates", store: upsertAlways },
      { name: "ours: unnest, only what changed", store: ours },
    ];
    const results = variants.map(({ name }) => ({ name, rates: [] as number[], wal: [] as number[] }));
    for (let round = 0; round < rounds; round += 1) {
      const pages = Array.from({ length: pagesARound }, (_, page) =>
        pageOf(rows - (page + 1) * pageSize, round + 1),
      );
      for (const index of round % 2 === 0 ? [0, 1] : [1, 0]) {
        const variant = variants[index];
        const result = results[index];
        if (variant === undefined || result === undefined) continue;
        const before = await lsn(admin);
        const began = performance.now();
        for (const page of pages) await variant.store(db, page);
        const seconds = (performance.now() - began) / 1000;
        result.rates.push((pagesARound * pageSize) / seconds);
        result.wal.push(((await lsn(admin)) - before) / (pagesARound * pageSize));
      }
    }
    const [always, own] = results.map(({ name, rates, wal }) => {
      const line = { rate: median(rates), wal: median(wal) };
      process.stdout.write(
        `${name.padEnd(40)} ${line.rate.toFixed(0).padStart(7)} rows/s ${line.wal.toFixed(0).padStart(6)} B WAL a row\n`,
      );
      return line;
    });
    process.stdout.write(
      `ratio ${((own?.rate ?? 0) / (always?.rate ?? 1)).toFixed(2)} of rows/s (goal >= 2.5), 1/${((always?.wal ?? 0) / (own?.wal ?? 1)).toFixed(1)} of the WAL (goal <= 1/8)\n`,
    );
    await dayAgain(db, admin);
  } finally {
    await db.close();
    await admin.end();
    await cluster.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** With the digest, which is made once a record when it is read. */
async function ours(db: Db, page: readonly ProviderCall[]): Promise<number> {
  const calls = page.map((call) => ({ ...call, digest: recordDigest(call.raw) }));
  const counts = await db.transaction((tx) =>
    storeCalls(tx, calls, { askedAtUtc: new Date(), nowMs: startMs, worker: "bench" }),
  );
  return counts.inserted + counts.updated;
}

async function dayAgain(db: Db, admin: pg.Client): Promise<void> {
  const pages = Array.from({ length: 10 }, (_, index) => pageOf(index * pageSize, 0));
  for (const page of pages) await ours(db, page);
  const dead = async () => {
    await admin.query("select pg_stat_force_next_flush()");
    const found = await admin.query<{ n: string }>(
      "select n_tup_upd + n_tup_ins as n from pg_stat_user_tables where schemaname = 'core' and relname = 'calls'",
    );
    return Number(found.rows[0]?.n);
  };
  await db.rows("select pg_stat_force_next_flush()", []);
  const before = await dead();
  const began = performance.now();
  let changed = 0;
  for (const page of pages) changed += await ours(db, page);
  const seconds = (performance.now() - began) / 1000;
  await db.rows("select pg_stat_force_next_flush()", []);
  process.stdout.write(
    `a day of 10,000 calls read again: ${changed} changed, ${(await dead()) - before} rows written, ${seconds.toFixed(2)} s\n`,
  );
}

/** The same calls for the same `from`; in a later version one in twenty has another revenue, and every link is fresh. */
function pageOf(from: number, version: number): ProviderCall[] {
  return Array.from({ length: pageSize }, (_, index) => {
    const n = from + index;
    const changed = n % (1 / changedShare) === 0 ? version : 0;
    const read = readRecord({
      inboundCallId: `RGB${(n * 2_654_435_761).toString(16).padStart(14, "0").toUpperCase()}V3`,
      callDt: startMs + n * 8_640,
      callCompletedDt: startMs + n * 8_640 + 180_000,
      campaignId: `CA${String(n % 40).padStart(32, "0")}`,
      campaignName: `Solar - Nationwide ${n % 40}`,
      publisherId: `PU${n % 90}`,
      publisherName: `Publisher ${n % 90}`,
      buyer: `Buyer ${n % 30}`,
      targetName: `Target ${n % 60}`,
      inboundPhoneNumber: `+1312555${String(n % 10_000).padStart(4, "0")}`,
      number: "+18005550100",
      callLengthInSeconds: 180,
      connectedCallLengthInSeconds: "172",
      conversionAmount: (61 + changed).toFixed(2),
      payoutAmount: 45.5,
      hasConnected: true,
      hasConverted: "yes",
      endCallSource: "Caller",
      isDuplicate: false,
      recordingUrl: `https://media.ringba.com/recording-public?v=v1&k=${n}-${version}`,
    });
    if (!read.ok) throw new Error(read.reason);
    return read.call;
  });
}

async function lsn(admin: pg.Client): Promise<number> {
  const found = await admin.query<{ lsn: string }>("select pg_current_wal_lsn() - '0/0' as lsn");
  return Number(found.rows[0]?.lsn);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
