import { setMaxListeners } from "node:events";
import { laneNames } from "@callscript/core/call-state.ts";
import { parseTiers } from "@callscript/lanes/ingest/parse-tiers.ts";
import { openLanePorts } from "../compose/lane-ports.ts";
import { type Installation, openInstallation } from "../compose/open-installation.ts";
import { portOverrides } from "../compose/port-overrides.ts";
import { applyRingbaBudget } from "../compose/ringba-budget.ts";
import { parseEnvironment, scrubForDemo } from "../config/environment.ts";
import { homeRoot } from "../config/home.ts";
import type { InstallationMode } from "../config/installation-mode.ts";
import { publicUrl } from "../config/public-url.ts";
import { noteRunning } from "../config/running-instance.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { announceFlags } from "./announce-flags.ts";
import { startApiServer } from "./api-server.ts";
import { startDashboard } from "./dashboard-process.ts";
import { keepSetupReported } from "./report-setup.ts";
import { requireFreePort } from "./require-free-port.ts";
import { serveBench } from "./serve-bench.ts";
import { serveUntilStopped } from "./serve-until-stopped.ts";
import { servedLanes } from "./served-lanes.ts";
import { stopSignal } from "./stop-signal.ts";

/** The demo's calls are short, and whoever looks at it does not wait a minute. */
const demoTiers = parseTiers("hot=30m/5s");

/** What a CallScript that was killed had started takes a moment to notice it and to let go of its port. */
const afterKillMs = 15_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Runs everything in one process, the dashboard beside it, until told to stop; then stops all that it started. */
export async function up(options: {
  mode: InstallationMode;
  port: string | undefined;
  workers: number;
}): Promise<void> {
  const signal = stopSignal();
  const raw = process.env;
  const env = parseEnvironment(options.mode === "demo" ? scrubForDemo(raw) : raw, { port: options.port });
  const noted = noteRunning(homeRoot(raw), {
    mode: options.mode,
    port: env.PORT,
    apiPort: env.CALLSCRIPT_API_PORT,
  });
  if ("servedBy" in noted) {
    const { pid, mode, port } = noted.servedBy;
    throw new CommandError(
      `CallScript already runs on this home (process ${pid}, ${mode}, http://localhost:${port}). Stop it, or set CALLSCRIPT_HOME to another folder.`,
      exitCodes.unavailable,
    );
  }
  let installation: Installation | null = null;
  try {
    const patienceMs = noted.afterKill ? afterKillMs : 0;
    const { HOST, PORT, CALLSCRIPT_API_PORT } = env;
    await requireFreePort(HOST, PORT, "the dashboard", "npm start -- --port 4000", patienceMs);
    await requireFreePort(
      HOST,
      CALLSCRIPT_API_PORT,
      "the runner",
      "CALLSCRIPT_API_PORT=4001 npm start",
      patienceMs,
    );
    say("Starting the database");
    installation = await openInstallation({
      mode: options.mode,
      raw,
      port: options.port,
      poolSize: 10,
      logTo: "file",
    });
    noteCrash(installation);
    await serve(installation, options.workers, signal);
  } finally {
    await installation?.close();
    noted.forget();
  }
  say("Stopped.");
}

/** What ends the process unforeseen is in the log as well: the terminal that it is printed on may be gone. */
function noteCrash({ log }: Installation): void {
  process.on("uncaughtExceptionMonitor", (error) => log.error("crashed", { reason: error.stack }));
}

async function serve(installation: Installation, workers: number, told: AbortSignal): Promise<void> {
  const { db, log, env, mode } = installation;
  const fault = new AbortController();
  const signal = AbortSignal.any([told, fault.signal]);
  setMaxListeners(0, signal);
  // Loaded where it is needed: the sign-in that it makes takes most of a second to load, of every command.
  const demo = mode === "demo" ? await (await import("../demo/start-demo.ts")).startDemo(installation) : null;
  const ports = openLanePorts(installation, {
    ...(await portOverrides(installation)),
    speechWorkers: workers,
  });
  await applyRingbaBudget(installation);
  const api = await startApiServer(
    { db, log, isStopping: () => signal.aborted },
    { host: env.HOST, port: env.CALLSCRIPT_API_PORT },
  );
  const dashboard = await startDashboard(installation);
  try {
    const lanes = servedLanes(ports, {
      tiers: mode === "demo" ? demoTiers : env.INGEST_TIERS,
      workers,
      judgeDailyBudgetUsd: env.JUDGE_DAILY_BUDGET_USD,
      judgeSampleShare: env.JUDGE_SAMPLE_SHARE,
    });
    keepSetupReported(installation, ports, { lanes: laneNames, workers, signal });
    const flags = announceFlags({ db, log }, { withQuotes: mode === "demo" });
    const bench = serveBench(installation, signal);
    const serving = Promise.all([
      bench.ended,
      serveUntilStopped(installation, lanes, signal, (statuses) => {
        if (statuses.includes("flagged")) flags.look();
        if (statuses.includes("bench")) bench.look();
      }),
    ]);
    // Lanes work while the dashboard still starts; a dashboard that cannot start ends everything.
    const lost = (error: unknown) => {
      // The lanes give back what they hold before everything ends.
      fault.abort();
      return serving.then(() => {
        throw error;
      });
    };
    await Promise.race([dashboard.ready, serving]).catch(lost);
    if (!signal.aborted) {
      say(`\nCallScript is running (${mode}).\n  Dashboard  ${publicUrl(env)}`);
      if (demo) say(`  Sign in    ${demo.email}  ${demo.password}   (demo only, new at each start)`);
      else say("  Sign in    invite yourself: npx callscript invite you@example.com --role admin");
      say(
        `  Health     http://localhost:${env.CALLSCRIPT_API_PORT}/readyz\n  Data       ${installation.home.data}\n`,
      );
      if (demo)
        say(
          "This is a demo: its calls are made up, and their speech is read by a voice code, not recognised.\n",
        );
    }
    await Promise.race([dashboard.crashed, serving]).catch(lost);
    flags.stop();
  } finally {
    if (signal.aborted) say("\nStopping");
    await Promise.all([dashboard.close(), api.close(), demo?.close(), ports.close()]);
  }
}
