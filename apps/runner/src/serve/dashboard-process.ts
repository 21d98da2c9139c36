import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Installation } from "../compose/open-installation.ts";
import type { Environment } from "../config/environment.ts";
import { keptSecret } from "../config/home.ts";
import { localUrl, publicUrl } from "../config/public-url.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { repositoryRoot } from "../repository-root.ts";

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
  const { env, home, log } = installation;
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
    STORE: env.STORE,
    ...s3Settings(env),
  };
  let closing = false;
  let child: ChildProcess;
  const endings: number[] = [];
  let giveUp: (error: Error) => void;
  const crashed = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  crashed.catch((error: unknown) => log.error("dashboard given up", { reason: String(error) }));
  const start = () => {
    child = spawn(
      process.execPath,
      ["--import", path.join(repositoryRoot(), "apps/runner/bin/end-with-parent.mjs"), "server.js"],
      {
        cwd: folder,
        env: childEnv,
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      },
    );
    child.stderr?.on("data", (chunk: Buffer) =>
      log.warn("dashboard says", { line: chunk.toString().slice(0, 2000) }),
    );
    child.stdout?.on("data", (chunk: Buffer) =>
      log.info("dashboard says", { line: chunk.toString().slice(0, 2000) }),
    );
    child.once("exit", (code, signal) => {
      if (closing) return;
      log.error("dashboard ended", { code, signal });
      endings.push(Date.now());
      const recent = endings.filter((at) => at > Date.now() - 60_000);
      if (recent.length >= 3)
        giveUp(
          new CommandError(
            "The dashboard ended three times within a minute; see the log.",
            exitCodes.unavailable,
          ),
        );
      else setTimeout(() => !closing && start(), 1_000);
    });
  };
  start();
  return {
    ready: Promise.race([answers(`${localUrl(env)}/api/health`, () => closing), crashed]),
    crashed,
    close: async () => {
      closing = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await Promise.race([ended, pause(3_000).then(() => child.kill("SIGKILL"))]);
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
