import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createAuth } from "@callscript/adapters/auth/create-auth.ts";
import { createUser } from "@callscript/adapters/auth/create-user.ts";
import pg from "pg";
import { type DeskOptions, openDesk } from "../../bench/open-desk.ts";
import { freePort } from "../../support/free-port.ts";
import { root, scrubbed } from "./run-callscript.ts";

export interface ServedDesk {
  origin: string;
  /** Of the database, as the owner. */
  url: string;
  admin: { email: string; password: string };
  sql(text: string, ...params: unknown[]): Promise<Record<string, unknown>[]>;
  /** Makes an account; answers its password. */
  addPerson(person: { email: string; name: string; role: "admin" | "reviewer" }): Promise<string>;
  /** Signs in; answers what its browser would send from then on. */
  signIn(person: { email: string; password: string }): Promise<string>;
  close(): Promise<void>;
}

/** The built dashboard over a database of made-up calls: no lane runs, nothing else moves. */
export async function serveDesk(options: DeskOptions, env: Record<string, string> = {}): Promise<ServedDesk> {
  const desk = await openDesk({ ...options, port: await freePort() });
  const server = spawn(
    process.execPath,
    ["--import", path.join(root, "apps/runner/bin/tell-address.mjs"), "server.js"],
    {
      cwd: path.join(root, "apps/dashboard/.next/standalone/apps/dashboard"),
      env: scrubbed({ NODE_ENV: "production", ...desk.env, ...env }),
      stdio: "ignore",
    },
  );
  const ended = new Promise<void>((resolve) => {
    server.once("exit", () => resolve());
    server.once("error", () => resolve());
  });
  const owner = new pg.Client({ connectionString: desk.url });
  await owner.connect();
  const origin = desk.env["CALLSCRIPT_PUBLIC_URL"] ?? "";
  const { auth, close: closeAuth } = createAuth({
    databaseUrl: desk.env["DATABASE_URL"] ?? "",
    secret: desk.env["CALLSCRIPT_AUTH_SECRET"] ?? "",
    baseUrl: origin,
  });
  const close = async () => {
    server.kill("SIGKILL");
    await ended;
    await closeAuth();
    await owner.end();
    await desk.close();
  };
  await untilItAnswers(`${origin}/api/health`).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    origin,
    url: desk.url,
    admin: desk.admin,
    sql: async (text, ...params) => (await owner.query(text, params)).rows,
    async addPerson(person) {
      const password = randomBytes(12).toString("base64url");
      await createUser(auth, { ...person, password });
      return password;
    },
    async signIn(person) {
      const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
        method: "POST",
        headers: { "content-type": "application/json", origin },
        body: JSON.stringify(person),
      });
      if (!answer.ok) throw new Error(`${person.email} could not sign in: ${await answer.text()}`);
      return answer.headers
        .getSetCookie()
        .map((line) => line.split(";")[0])
        .join("; ");
    },
    close,
  };
}

async function untilItAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`${url} did not answer within a minute`);
}
