import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { listen } from "@callscript/adapters/postgres/listen.ts";
import { migrate } from "@callscript/adapters/postgres/migrate.ts";
import { openPool, type PostgresDb } from "@callscript/adapters/postgres/pool.ts";
import { handOutIngestKey } from "@callscript/core/desk/hand-out-ingest-key.ts";
import { theCommandLine } from "@callscript/core/desk/the-command-line.ts";
import { freePort } from "../support/free-port.ts";
import { migrations } from "../support/global-setup.ts";
import { sendPixels } from "../support/pixel-client.ts";
import { bundlePixelServer, startPixelServer } from "../support/start-pixel-server.ts";

const connections = Number(process.env["CONNECTIONS"] ?? 64);
const rounds = Number(process.env["ROUNDS"] ?? 5);
const roundMs = Number(process.env["ROUND_MS"] ?? 5_000);
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const bareSchema =
  "create schema bare create table hints (call_id text primary key, recording_url text, hinted_at_utc timestamptz not null default now())";

interface Figures {
  rate: number;
  p50: number;
  p99: number;
  walBytes: number;
}

/**
 * The runner's hook beside a bare Hono server with one INSERT a pixel, both as processes of their own on one Postgres
 * with fsync on, rounds interleaved; every pixel is of another call.
 */
export async function run(): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), "callscript-bench-"));
  const bundle = await bundlePixelServer();
  const cluster = await startEmbedded({ home, log: quiet });
  const db = openPool({ url: cluster.url, max: 2, applicationName: "bench" });
  // As a runner beside it would, that is woken after our commits.
  const { url } = cluster;
  const listener = listen({ url, channel: "callscript_calls", log: quiet, onPayload: () => undefined });
  const servers = [];
  try {
    await migrate({ url: cluster.url, folder: migrations, log: quiet });
    await db.rows("alter system set max_wal_size = '8GB'", []);
    await db.rows("select pg_reload_conf()", []);
    await db.rows(bareSchema, []);
    const key =
      (await handOutIngestKey(db, { name: "bench", graceHours: null, actor: theCommandLine }))?.key ?? "";
    const variants = [];
    for (const [name, BARE] of [
      ["bare Hono + one INSERT", "1"],
      ["ours: key, upsert, many in one commit, wake-up", "0"],
    ] as const) {
      const port = await freePort();
      servers.push(
        await startPixelServer(bundle.file, { DATABASE_URL: cluster.url, PORT: String(port), BARE }),
      );
      variants.push({ name, port, rounds: [] as Figures[] });
    }
    for (const { port } of variants) await measure(db, { port, key, ms: 1_500 });
    for (let round = 0; round < rounds; round += 1) {
      for (const one of round % 2 === 0 ? variants : [...variants].reverse())
        one.rounds.push(await measure(db, { port: one.port, key, ms: roundMs }));
    }
    const medians = variants.map(({ name, rounds: figures }) => {
      const of = (read: (one: Figures) => number) => median(figures.map(read));
      const all = { rate: of((one) => one.rate), p50: of((one) => one.p50), p99: of((one) => one.p99) };
      process.stdout.write(
        `${name.padEnd(46)} ${all.rate.toFixed(0).padStart(6)} pixels/s   p50 ${all.p50.toFixed(1)} ms   p99 ${all.p99.toFixed(1)} ms   ${of((one) => one.walBytes).toFixed(0)} B WAL a pixel\n`,
      );
      return all;
    });
    const [bare, ours] = medians;
    process.stdout.write(
      `ratio ${((ours?.rate ?? 0) / (bare?.rate ?? 1)).toFixed(2)} (goal >= 0.55), p99 ${((ours?.p99 ?? 0) / (bare?.p99 ?? 1)).toFixed(2)}x (goal <= 2), medians of ${rounds} interleaved rounds of ${roundMs / 1000} s, ${connections} connections, fsync on\n`,
    );
  } finally {
    for (const server of servers) server.kill();
    await listener.close();
    await db.close();
    await cluster.stop();
    bundle.remove();
    rmSync(home, { recursive: true, force: true });
  }
}

let sent = 0;

async function measure(
  db: PostgresDb,
  { port, key, ms }: { port: number; key: string; ms: number },
): Promise<Figures> {
  const before = await walBytes(db);
  const times: number[] = [];
  const began = performance.now();
  await sendPixels({
    port,
    key,
    connections,
    nextId() {
      sent += 1;
      return `RGB${sent.toString(16).toUpperCase().padStart(32, "0")}`;
    },
    goesOn: () => performance.now() - began < ms,
    onAnswer(_id, status, took) {
      if (status !== 202) throw new Error(`a pixel was answered with ${status}`);
      times.push(took);
    },
  });
  const seconds = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  return {
    rate: times.length / seconds,
    p50: times[Math.floor(times.length * 0.5)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
    walBytes: ((await walBytes(db)) - before) / Math.max(1, times.length),
  };
}

async function walBytes(db: PostgresDb): Promise<number> {
  const [row] = await db.rows("select pg_current_wal_lsn() - '0/0' as bytes", []);
  return Number(row?.["bytes"]);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
