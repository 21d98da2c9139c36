import { createAudioProbe } from "@callscript/adapters/audio/audio-probe.ts";
import { mostRequests } from "@callscript/adapters/ringba/probe-account/counted-requests.ts";
import { type AccountReport, probeAccount } from "@callscript/adapters/ringba/probe-account/probe-account.ts";
import { PortError } from "@callscript/core/failure.ts";
import { lowerBudget, ringbaBudget } from "@callscript/core/rate-budget.sql.ts";
import type { Command } from "commander";
import { openRecordings, type PortOverrides, ringbaAccount } from "../compose/lane-ports.ts";
import { type Installation, openInstallation } from "../compose/open-installation.ts";
import { portOverrides } from "../compose/port-overrides.ts";
import { applyRingbaBudget, requestsPerMinute, waitForToken } from "../compose/ringba-budget.ts";
import { ConfigurationError, parseEnvironment } from "../config/environment.ts";
import { modeOfCommand } from "../config/installation-mode.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { accountReportText } from "./account-report-text.ts";
import type { ModeOption } from "./with-installation.ts";

/** The hot tier reads on while a person waits for this. */
const keptForLanes = 0.25;

export function addDoctorRingba(doctor: Command): void {
  doctor
    .command("ringba")
    .description(
      `find out what is not known of the Ringba account: reads only, at most ${mostRequests} requests`,
    )
    .option("--json", "print one JSON object")
    .option("--demo", "the demo's make-believe account, while the demo runs")
    .option("--no-demo", "the configured account")
    .addHelpText("after", "\nExample:\n  callscript doctor ringba")
    .action(async (_: unknown, command: Command) => {
      const options: ModeOption & { json?: boolean } = command.optsWithGlobals();
      const report = await examineAccount(options);
      if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
      if (!report.answered)
        throw new CommandError(`No answer came. ${report.findings[0]?.finding ?? ""}`, exitCodes.unavailable);
      if (!options.json) process.stdout.write(accountReportText(report));
      if (!report.useful)
        throw new CommandError("Nothing of use was answered about the account.", exitCodes.unavailable);
      const faults = report.findings.filter((finding) => finding.state === "fault").length;
      if (faults > 0) throw new CommandError(`${faults} to mend.`);
      if (report.limited !== null)
        throw new CommandError("A rate limit was reached: run it again when the account is quieter.");
    });
}

async function examineAccount(options: ModeOption): Promise<AccountReport> {
  const signal = stopSignal();
  const mode = modeOfCommand(process.env, options.demo);
  const installation = await openInstallation({ mode, raw: process.env, poolSize: 2, logTo: "file" }).catch(
    (error: unknown) => {
      // The account can be examined while the database is down: its lanes ask for nothing then.
      if (mode === "live" && error instanceof PortError && error.failure.kind === "transient") return null;
      throw error;
    },
  );
  try {
    if (installation === null)
      process.stderr.write("The database is out of reach: its request budget is not used.\n");
    else await applyRingbaBudget(installation);
    const report = await examine(installation, signal);
    if (installation !== null && report.limited !== null)
      await lowerBudget.run(installation.db, ringbaBudget, report.limited.perMinute, null);
    return report;
  } finally {
    await installation?.close();
  }
}

async function examine(installation: Installation | null, signal: AbortSignal): Promise<AccountReport> {
  const env = installation?.env ?? parseEnvironment(process.env);
  const overrides: PortOverrides = installation === null ? {} : await portOverrides(installation);
  const account = ringbaAccount(env, overrides);
  if (!account)
    throw new ConfigurationError("Ringba is not connected: set RINGBA_ACCOUNT_ID and RINGBA_API_TOKEN.");
  const db = installation?.db ?? null;
  return probeAccount(
    {
      account: { ...account, timeoutMs: 30_000, maxAnswerBytes: 64 * 2 ** 20 },
      recordings: (beforeHop) => openRecordings(env, overrides, beforeHop),
      probe: createAudioProbe(),
      clock: { now: () => new Date() },
      takeToken: async () => {
        if (db !== null) await waitForToken(db, { keep: keptForLanes, longestSeconds: 60, signal });
      },
    },
    { requestsPerMinute: requestsPerMinute(installation ?? { mode: "live", env }), signal },
  );
}
