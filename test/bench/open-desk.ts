import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createAuth } from "@callscript/adapters/auth/create-auth.ts";
import { setDemoAdmin } from "@callscript/adapters/auth/set-demo-admin.ts";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { migrate } from "@callscript/adapters/postgres/migrate.ts";
import pg from "pg";
import { migrations } from "../support/global-setup.ts";
import { type DeskSeed, seedDesk } from "./seed-desk.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface OpenDesk {
  /** As the owner. */
  url: string;
  /** What the dashboard's process needs to serve this database on the port, `next dev` as well as the built server. */
  env: Readonly<Record<string, string>>;
  admin: { email: string; password: string };
  close(): Promise<void>;
}

/** How a desk is filled, and the folder that keeps it: filled at its first use, opened as it is later. None: thrown away. */
export type DeskOptions = DeskSeed & { keptAt?: string | undefined };

/**
 * A database full of made-up calls, with an admin who may sign in.
 * @throws when the kept folder was left half filled, or filled with another number of calls.
 */
export async function openDesk({ port, keptAt, ...seed }: DeskOptions & { port: number }): Promise<OpenDesk> {
  const home = keptAt ?? mkdtempSync(path.join(tmpdir(), "callscript-desk-"));
  mkdirSync(home, { recursive: true });
  const filled = path.join(home, `filled-with-${seed.calls}-calls`);
  const cluster = await startEmbedded({ home, log: quiet, throwAway: true });
  await migrate({ url: cluster.url, folder: migrations, log: quiet });
  const client = new pg.Client({ connectionString: cluster.url });
  await client.connect();
  const webPassword = randomBytes(12).toString("hex");
  await client.query(`alter role callscript_web login password '${webPassword}'`);
  if (!existsSync(filled)) {
    const { rowCount } = await client.query("select from core.calls limit 1");
    if (rowCount !== 0)
      throw new Error(
        `${home} holds other calls than these ${seed.calls}: name another folder, or delete it`,
      );
    await seedDesk(client, seed);
    writeFileSync(filled, "");
  }
  await client.end();

  const web = new URL(cluster.url);
  web.username = "callscript_web";
  web.password = webPassword;
  const origin = `http://localhost:${port}`;
  const secret = randomBytes(32).toString("hex");
  const admin = { email: "admin@desk.local", password: randomBytes(12).toString("base64url") };
  const { auth, close } = createAuth({ databaseUrl: web.toString(), secret, baseUrl: origin });
  await setDemoAdmin(auth, { ...admin, name: "Maya Okafor" });
  await close();
  return {
    url: cluster.url,
    env: {
      PORT: String(port),
      HOSTNAME: "127.0.0.1",
      DATABASE_URL: web.toString(),
      CALLSCRIPT_AUTH_SECRET: secret,
      CALLSCRIPT_PUBLIC_URL: origin,
      CALLSCRIPT_SECOND_FACTOR: "optional",
      CALLSCRIPT_RECORDINGS: path.join(home, "recordings"),
    },
    admin,
    async close() {
      await cluster.stop();
      if (keptAt === undefined) rmSync(home, { recursive: true, force: true });
    },
  };
}
