import path from "node:path";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { migrate, OldDatabaseError } from "@callscript/adapters/postgres/migrate.ts";
import { openPool, type PostgresDb } from "@callscript/adapters/postgres/pool.ts";
import { stampInstallation, WrongModeError } from "@callscript/adapters/postgres/stamp-installation.sql.ts";
import { stayConnected } from "@callscript/adapters/postgres/stay-connected.ts";
import { openWebRole } from "@callscript/adapters/postgres/web-role.ts";
import { readPackHeads } from "@callscript/adapters/rules-yaml/read-pack-heads.ts";
import { readRulePacks } from "@callscript/adapters/rules-yaml/read-rule-packs.ts";
import { ruleVersions } from "@callscript/core/desk/rule-versions.sql.ts";
import { packsToSeed, seedRules, unseenShipped } from "@callscript/core/desk/seed-rules.ts";
import { PortError } from "@callscript/core/failure.ts";
import type { Log } from "@callscript/core/ports.ts";
import {
  ConfigurationError,
  type Environment,
  parseEnvironment,
  scrubForDemo,
} from "../config/environment.ts";
import { type Home, homeRoot, keptSecret, openHome } from "../config/home.ts";
import type { InstallationMode } from "../config/installation-mode.ts";
import { runningInstance } from "../config/running-instance.ts";
import { openLog } from "../log.ts";
import { repositoryRoot } from "../repository-root.ts";

/** One opened installation: its settings, its folders and its database, migrated, stamped and with rules. */
export interface Installation {
  mode: InstallationMode;
  env: Environment;
  home: Home;
  log: Log;
  db: PostgresDb;
  /** For LISTEN and migrations: never a transaction pooler. */
  directUrl: string;
  applied: readonly string[];
  /** The dashboard's own URL, with the role that sees least. */
  openWebUrl(): Promise<string>;
  /** Starts the embedded Postgres again if it is gone; does nothing for a database of one's own. */
  reviveDatabase(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenOptions {
  mode: InstallationMode;
  raw: Record<string, string | undefined>;
  port?: string | undefined;
  poolSize?: number;
  /** true: brings schema and rules to this version even under a running server, which else has done so itself. */
  migrates?: boolean;
  /** Where JSON lines go: the installation's log file, or stderr. */
  logTo: "file" | "stderr";
}

/**
 * @throws ConfigurationError for wrong settings or a database of the other mode; PortError when the database is
 * out of reach.
 */
export async function openInstallation(options: OpenOptions): Promise<Installation> {
  const { mode } = options;
  const env = parseEnvironment(mode === "demo" ? scrubForDemo(options.raw) : options.raw, {
    port: options.port,
  });
  const root = homeRoot(options.raw);
  const home = openHome(root, mode);
  const log = openLog(options.logTo === "file" ? path.join(home.logs, "callscript.log") : null);
  const embedded = env.DATABASE_URL ? null : await startEmbedded({ home: home.data, root: home.root, log });
  let presence: Awaited<ReturnType<typeof stayConnected>> | null = null;
  const url = env.DATABASE_URL ?? embedded?.url ?? "";
  const directUrl = env.DATABASE_URL_DIRECT ?? url;
  const db = openPool({ url, max: options.poolSize ?? 8, applicationName: `callscript-${mode}` });
  const close = async () => {
    await Promise.all([db.close(), presence?.close()]);
    await leave().catch((error: unknown) => {
      log.warn("database not stopped", { reason: String(error) });
      process.stderr.write("The embedded database still runs; the next start uses it.\n");
    });
  };
  const leave = async () => {
    if (!isServedByAnother()) await embedded?.stopIfUnused();
  };
  const isServedByAnother = () => {
    const server = runningInstance(root);
    return server !== null && server.mode === mode && server.pid !== process.pid;
  };
  try {
    if (embedded) presence = await stayConnected({ url: embedded.url, log });
    const leaveSchema = options.migrates !== true && isServedByAnother();
    const applied = leaveSchema
      ? []
      : await migrate({ url: directUrl, folder: path.join(repositoryRoot(), "supabase/migrations"), log });
    await stampInstallation(db, mode);
    if (!leaveSchema) await seedBuiltInRules(db, log);
    return {
      mode,
      env,
      home,
      log,
      db,
      directUrl,
      applied,
      close,
      openWebUrl: () => openWebRole(db, { ownerUrl: directUrl, password: keptSecret(home, "web-role") }),
      reviveDatabase: async () => {
        if (embedded) await startEmbedded({ home: home.data, root: home.root, log });
      },
    };
  } catch (error) {
    await close();
    if (error instanceof WrongModeError || error instanceof OldDatabaseError)
      throw new ConfigurationError(error.message, { cause: error });
    // A driver's own word on a database of one's own: a wrong password, no such database, no rights.
    if (env.DATABASE_URL && !(error instanceof PortError) && error instanceof Error) {
      log.error("database refused", { reason: error.stack });
      throw new ConfigurationError(`DATABASE_URL: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

/** Publishes the built-in rules where nobody published others; of those that stay behind the log tells. */
async function seedBuiltInRules(db: PostgresDb, log: Log): Promise<void> {
  const folder = path.join(repositoryRoot(), "rules");
  const heads = await readPackHeads(folder);
  const published = await ruleVersions.run(db);
  if (packsToSeed(heads, published).length > 0) {
    const seeded = await seedRules(db, await readRulePacks(folder));
    if (seeded.length > 0) log.info("built-in rules published", { packs: seeded });
  }
  for (const unseen of unseenShipped(heads, published))
    log.warn("built-in rules are newer than those in force", { ...unseen });
}
