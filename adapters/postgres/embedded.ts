import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { transient } from "@callscript/core/failure.ts";
import type { Log } from "@callscript/core/ports.ts";
import pg from "pg";
import { z } from "zod";
import { makeOnce } from "../files/make-once.ts";
import { isAlive } from "../process/is-alive.ts";
import { type Binaries, embeddedBinaries } from "./embedded-binaries.ts";
import { clusterFolder, fallbackRoot } from "./embedded-place.ts";
import { runningPostmaster } from "./postmaster.ts";
import { runProgram } from "./run-program.ts";

export interface EmbeddedCluster {
  url: string;
  port: number;
  /** true: a postmaster that an earlier process left alive is used. */
  reused: boolean;
  stop(): Promise<void>;
  /** Stops it unless another program is connected: who leaves last closes the door. */
  stopIfUnused(): Promise<void>;
}

export interface EmbeddedOptions {
  /** The folder that gets `postgres/` and `secrets/`. */
  home: string;
  /** CALLSCRIPT_HOME itself, where `home` lies below it. */
  root?: string;
  /** Tests only: trade durability for speed. */
  throwAway?: boolean;
  log: Log;
}

const user = "callscript";
const Access = z.object({ port: z.int(), password: z.string().min(20) });
type Access = z.infer<typeof Access>;

/**
 * Starts the embedded Postgres of a home, or uses the one that already runs there (a killed process leaves its
 * postmaster alive). Makes the cluster on first use. Safe when two processes start it at once.
 * @throws a transient PortError when it does not come up within a minute.
 */
export async function startEmbedded({
  home,
  root = home,
  throwAway = false,
  log,
}: EmbeddedOptions): Promise<EmbeddedCluster> {
  const place = clusterFolder(home, root);
  const binaries = embeddedBinaries(path.join(fallbackRoot, "postgres-18.4"));
  const data = path.join(place, "data");
  const access = await keptAccess(home);
  if (!existsSync(path.join(data, "PG_VERSION")))
    await initialise(binaries, { place, data, access, throwAway });
  const urlOf = (port: number, database: string) =>
    `postgresql://${user}:${access.password}@127.0.0.1:${port}/${database}`;
  const enter = async (): Promise<{ port: number; reused: boolean }> => {
    const known = runningPostmaster(data);
    const port = known?.port ?? (await startPostmaster(binaries, { place, data, access, home, log }));
    await createDatabase(urlOf(port, "postgres"));
    return { port, reused: known !== null };
  };
  // A postmaster that is just dying still looks alive at the first look.
  const entered = await enter().catch(async (error: unknown) => {
    log.warn("embedded Postgres did not answer, looking again", { reason: String(error) });
    await pause(1_000);
    return enter();
  });
  const stop = async () => {
    if (runningPostmaster(data) === null) return;
    await runProgram(binaries.pgCtl, ["stop", "-D", data, "-m", "fast", "-w", "-t", "20"], {
      as: binaries.as,
      withinMs: 25_000,
      cwd: place,
    });
  };
  return {
    url: urlOf(entered.port, user),
    ...entered,
    stop,
    stopIfUnused: async () => {
      if (runningPostmaster(data) !== null && !(await hasOtherClients(urlOf(entered.port, user))))
        await stop();
    },
  };
}

async function hasOtherClients(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => client.end());
  try {
    await client.connect();
    const { rowCount } = await client.query(
      "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    return rowCount !== 0;
  } finally {
    await client.end();
  }
}

async function keptAccess(home: string): Promise<Access> {
  const file = path.join(home, "secrets/postgres.json");
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  if (!existsSync(file)) {
    const fresh: Access = { port: await freePort(), password: randomBytes(24).toString("base64url") };
    makeOnce(file, JSON.stringify(fresh));
  }
  const kept = Access.safeParse(readJson(file));
  if (kept.success) return kept.data;
  throw new Error(
    `${file} is damaged: it holds the embedded database's password. Restore it from a backup of the home.`,
  );
}

/** null for what is no JSON. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function keepAccess(home: string, access: Access): void {
  const file = path.join(home, "secrets/postgres.json");
  // Renamed when it is whole: on a full disk the old password stays readable.
  writeFileSync(`${file}.new`, JSON.stringify(access), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

async function initialise(
  binaries: Binaries,
  { place, data, access, throwAway }: { place: string; data: string; access: Access; throwAway: boolean },
): Promise<void> {
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(place, `.initial-password-${randomBytes(4).toString("hex")}`);
  writeFileSync(passwordFile, access.password, { mode: 0o600 });
  if (binaries.as.uid !== undefined)
    chownSync(passwordFile, binaries.as.uid, binaries.as.gid ?? binaries.as.uid);
  for (const left of readdirSync(place).filter((name) => name.startsWith("data.making-")))
    if (!isAlive(Number(left.split("-")[1])))
      rmSync(path.join(place, left), { recursive: true, force: true });
  const making = `${data}.making-${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    await runProgram(
      binaries.initdb,
      [
        "-D",
        making,
        "-U",
        user,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--locale=C.UTF-8",
        "--encoding=UTF8",
        ...(throwAway ? ["--no-sync"] : []),
      ],
      { as: binaries.as, withinMs: 120_000, cwd: place },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(path.join(making, "postgresql.auto.conf"), settings(throwAway), { mode: 0o600 });
  try {
    renameSync(making, data);
  } catch (error) {
    // Another process was first: its cluster is the one.
    if (!existsSync(path.join(data, "PG_VERSION"))) throw error;
    rmSync(making, { recursive: true, force: true });
  }
}

function settings(throwAway: boolean): string {
  const lines = [
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    "max_connections = 60",
    "shared_buffers = 64MB",
    "max_wal_size = 1GB",
    "wal_compression = on",
    "jit = off",
    "timezone = 'UTC'",
    "idle_in_transaction_session_timeout = '60s'",
    "log_timezone = 'UTC'",
  ];
  if (throwAway)
    lines.push(
      "fsync = off",
      "synchronous_commit = off",
      "full_page_writes = off",
      "autovacuum = off",
      "max_connections = 200",
    );
  return `${lines.join("\n")}\n`;
}

async function startPostmaster(
  binaries: Binaries,
  { place, data, access, home, log }: { place: string; data: string; access: Access; home: string; log: Log },
): Promise<number> {
  let port = access.port;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    try {
      await runProgram(
        binaries.pgCtl,
        ["start", "-D", data, "-w", "-t", "60", "-l", path.join(place, "postgres.log"), "-o", `-p ${port}`],
        { as: binaries.as, withinMs: 70_000, cwd: place },
      );
      if (port !== access.port) keepAccess(home, { ...access, port });
      return port;
    } catch (error) {
      // Another process of ours may have been faster; else the port is likely taken.
      const other = runningPostmaster(data);
      if (other) return other.port;
      log.warn("embedded Postgres did not start", { attempt, port, reason: String(error) });
      port = await freePort();
    }
  }
  throw transient(`the embedded Postgres did not start; its log is ${path.join(place, "postgres.log")}`);
}

async function createDatabase(url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on("error", () => client.end());
    try {
      await client.connect();
      const { rowCount } = await client.query("select from pg_database where datname = $1", [user]);
      if (!rowCount) await client.query(`create database ${user}`);
      return;
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      // 57P03: still recovering; 42P04, 23505: another process created it just now.
      if (code === "42P04" || code === "23505") return;
      if (code !== "57P03" || Date.now() > deadline)
        throw transient(`the embedded Postgres does not let us in (${String(error)})`, undefined, error);
      await pause(200);
    } finally {
      await client.end();
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no free port")),
      );
    });
  });
}
