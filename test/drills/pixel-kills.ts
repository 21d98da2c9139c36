import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type EmbeddedCluster, startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { migrate } from "@callscript/adapters/postgres/migrate.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { runningPostmaster } from "@callscript/adapters/postgres/postmaster.ts";
import { handOutIngestKey } from "@callscript/core/desk/hand-out-ingest-key.ts";
import { theCommandLine } from "@callscript/core/desk/the-command-line.ts";
import { freePort } from "../support/free-port.ts";
import { migrations } from "../support/global-setup.ts";
import { sendPixels } from "../support/pixel-client.ts";
import { bundlePixelServer, startPixelServer } from "../support/start-pixel-server.ts";

const connections = 16;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface KillReport {
  kills: number;
  /** Of them, Postgres was killed with the server. */
  ofPostgres: number;
  acknowledged: number;
  /** Kept, though the server died before it could say so: such a kill came at the right moment. */
  keptUnanswered: number;
  /** Acknowledged calls that the database does not know. */
  lost: string[];
}

/**
 * Serves the real hook from a process of its own on a real Postgres with fsync on, sends pixels over 16 connections and
 * kills the process (SIGKILL) 0 to 60 ms after an acknowledgement, again and again; every `postgresEvery`-th time the
 * whole of Postgres ends at the same moment, without a checkpoint.
 */
export async function killUnderPixels(options: {
  kills: number;
  postgresEvery: number;
  random: () => number;
  onKill?: (report: KillReport) => void;
}): Promise<KillReport> {
  const home = mkdtempSync(path.join(tmpdir(), "callscript-pixel-kills-"));
  const bundle = await bundlePixelServer();
  let cluster = await startEmbedded({ home, log: quiet });
  const acknowledged = new Set<string>();
  const servers = new Set<ChildProcess>();
  const report: KillReport = { kills: 0, ofPostgres: 0, acknowledged: 0, keptUnanswered: 0, lost: [] };
  try {
    const key = await prepare(cluster);
    const port = await freePort();
    for (let kill = 1; kill <= options.kills; kill += 1) {
      const env = { DATABASE_URL: cluster.url, PORT: String(port) };
      const server = await startPixelServer(bundle.file, env);
      servers.add(server);
      let sent = 0;
      let answered = 0;
      let underLoad: () => void = () => undefined;
      const loaded = new Promise<void>((resolve) => {
        underLoad = resolve;
      });
      const load = sendPixels({
        port,
        key,
        connections,
        nextId() {
          sent += 1;
          return `RGB-${kill}-${sent}`;
        },
        goesOn: () => server.exitCode === null && server.signalCode === null,
        onAnswer(id, status) {
          answered += 1;
          if (status === 202) acknowledged.add(id);
          if (answered === connections) underLoad();
        },
      });
      await Promise.race([loaded, load]);
      await pause(options.random() < 0.5 ? options.random() * 3 : options.random() * 60);
      const withPostgres = kill % options.postgresEvery === 0;
      if (withPostgres) killPostgres(home);
      const dead = once(server, "exit");
      server.kill("SIGKILL");
      await Promise.all([dead, load]);
      servers.delete(server);
      report.kills += 1;
      report.acknowledged = acknowledged.size;
      if (withPostgres) {
        report.ofPostgres += 1;
        await postgresIsGone(home);
        cluster = await startEmbedded({ home, log: quiet });
      }
      options.onKill?.(report);
    }
    const kept = await keptIn(cluster);
    report.lost = [...acknowledged].filter((id) => !kept.has(id));
    report.keptUnanswered = [...kept].filter((id) => !acknowledged.has(id)).length;
    return report;
  } finally {
    for (const server of servers) server.kill("SIGKILL");
    await cluster.stop();
    bundle.remove();
    rmSync(home, { recursive: true, force: true });
  }
}

async function prepare({ url }: EmbeddedCluster): Promise<string> {
  await migrate({ url, folder: migrations, log: quiet });
  const db = openPool({ url, max: 1, applicationName: "drill" });
  try {
    const [durable] = await db.rows("select current_setting('fsync') as fsync", []);
    const made = await handOutIngestKey(db, { name: "drill", graceHours: null, actor: theCommandLine });
    if (durable?.["fsync"] !== "on" || made === null) throw new Error("this Postgres shows nothing");
    return made.key;
  } finally {
    await db.close();
  }
}

async function keptIn({ url }: EmbeddedCluster): Promise<Set<string>> {
  const db = openPool({ url, max: 1, applicationName: "drill" });
  try {
    const rows = await db.rows("select ringba_call_id as id from core.pixel_hints", []);
    return new Set(rows.map((row) => String(row["id"])));
  } finally {
    await db.close();
  }
}

const postmasterOf = (home: string) => runningPostmaster(path.join(home, "postgres/data"));

/** SIGQUIT is Postgres' immediate end: every process of it quits as it stands, and the next start is a recovery. */
function killPostgres(home: string): void {
  const postmaster = postmasterOf(home);
  if (postmaster === null) throw new Error("no Postgres to kill");
  process.kill(postmaster.pid, "SIGQUIT");
}

async function postgresIsGone(home: string): Promise<void> {
  while (postmasterOf(home) !== null) await pause(20);
}
