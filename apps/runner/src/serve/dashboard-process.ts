import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Installation } from "../compose/open-installation.ts";
import type { Environment } from "../config/environment.ts";
import { keptSecret } from "../config/home.ts";
import { localUrl, publicUrl } from "../config/public-url.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { repositoryRoot } from "../repository-root.ts";
import { keepRunning } from "./keep-running.ts";

const preloaded = ["apps/runner/bin/end-with-parent.mjs", "apps/runner/bin/tell-address.mjs"];
const startsWithinMs = 60_000;

export interface Dashboard {
  /** Settles when the dashboard answers; rejects when it does not within a minute. */
  ready: Promise<void>;
  /** Rejects when the dashboard ends by itself three times within a minute. */
  crashed: Promise<never>;
  close(): Promise<void>;
}

/** Starts the built dashboard as a child that ends with this process, and starts it again if it dies. */
export async function startDashboard(installation: Installation): Promise<Dashboard> {
  const { env, home, log, mode } = installation;
  const folder = path.join(repositoryRoot(), "apps/dashboard/.next/standalone/apps/dashboard");
  if (!existsSync(path.join(folder, "server.js"))) {
    throw new CommandError(
      "The dashboard is not built. Run `npm run build`, or `npm start`, which does it.",
      exitCodes.unavailable,
    );
  }
  const childEnv = {
    NODE_ENV: "production",
    PATH: process.env["PATH"] ?? "",
    TZ: process.env["TZ"] ?? "",
    PORT: String(env.PORT),
    HOSTNAME: env.HOST,
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: await installation.openWebUrl(),
    CALLSCRIPT_AUTH_SECRET: keptSecret(home, "dashboard-session"),
    CALLSCRIPT_PUBLIC_URL: publicUrl(env),
    CALLSCRIPT_RECORDINGS: home.recordings,
    // The demo's account is made anew at each start.
    CALLSCRIPT_SECOND_FACTOR: mode === "demo" ? "optional" : env.CALLSCRIPT_SECOND_FACTOR,
    TRUSTED_PROXIES: String(env.TRUSTED_PROXIES),
    STORE: env.STORE,
    ...s3Settings(env),
  };
  let closing = false;
  const server = keepRunning("dashboard", log, () => {
    const child = spawn(
      process.execPath,
      [...preloaded.flatMap((file) => ["--import", path.join(repositoryRoot(), file)]), "server.js"],
      { cwd: folder, env: childEnv, stdio: ["ignore", "pipe", "pipe", "ipc"] },
    );
    // One that could not be started has no pipes.
    child.stderr?.on("data", (chunk: Buffer) =>
      log.warn("dashboard says", { line: chunk.toString().slice(0, 2000) }),
    );
    child.stdout?.on("data", (chunk: Buffer) =>
      log.info("dashboard says", { line: chunk.toString().slice(0, 2000) }),
    );
    return child;
  });
  return {
    ready: Promise.race([answers(`${localUrl(env)}/api/health`, () => closing), server.crashed]),
    crashed: server.crashed,
    close: () => {
      closing = true;
      return server.close();
    },
  };
}

/** What the dashboard needs to read recordings from a bucket; nothing where they lie in a folder. */
function s3Settings(env: Environment): Record<string, string> {
  const names = [
    "S3_ENDPOINT",
    "S3_REGION",
    "S3_BUCKET",
    "S3_ACCESS_KEY_ID",
    "S3_SECRET_ACCESS_KEY",
    "S3_PLAYBACK",
  ] as const;
  if (env.STORE !== "s3") return {};
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

async function answers(url: string, closing: () => boolean): Promise<void> {
  const deadline = Date.now() + startsWithinMs;
  let last = "no answer";
  while (Date.now() < deadline && !closing()) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      if (response.ok) return;
      last = `status ${response.status}`;
    } catch (error) {
      last = String(error);
    }
    await pause(150);
  }
  if (!closing())
    throw new CommandError(`The dashboard did not answer within a minute (${last}).`, exitCodes.unavailable);
}
