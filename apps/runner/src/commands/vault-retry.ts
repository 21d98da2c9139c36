import { maxRecordingBytes } from "@callscript/core/keep-recording.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { claimForRetry, failedWithoutRecording } from "@callscript/lanes/vault/retry.sql.ts";
import { type Retried, retryCall } from "@callscript/lanes/vault/retry-call.ts";
import type { Command } from "commander";
import { openLanePorts } from "../compose/lane-ports.ts";
import { portOverrides } from "../compose/port-overrides.ts";
import { applyRingbaBudget, waitForToken } from "../compose/ringba-budget.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { callsNamed } from "../status/runner.sql.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

interface VaultRetryOptions extends ModeOption {
  failed?: boolean;
  proxy?: string;
  limit: string;
}

/** As many calls in a row that the outside did not answer, and the rest is left for another time. */
const outagesInARow = 3;
/** A tenth of a minute's requests is left to the lanes; a provider that refused may want an hour. */
const patience = { keep: 0.1, longestSeconds: 3600 };

export function addVaultRetry(program: Command): void {
  program
    .command("vault-retry")
    .argument("[calls...]", "ids or Ringba ids")
    .description(
      "fetch recordings that could not be had once more, by fresh links, on request through a proxy",
    )
    .option("--failed", "every failed call without a recording, newest first")
    .option("--proxy <url>", "an HTTP or HTTPS proxy to fetch the recordings through")
    .option("--limit <n>", "at most so many", "1000")
    .option("--demo", "the demo's installation")
    .option("--no-demo", "the live installation")
    .addHelpText("after", help)
    .action(async (names: string[], options: VaultRetryOptions) => {
      const limit = Number(options.limit);
      if (!Number.isInteger(limit) || limit < 1)
        throw new CommandError("--limit takes a whole number above 0.", exitCodes.usage);
      if (names.length === 0 && !options.failed)
        throw new CommandError("Say which calls: ids or --failed.", exitCodes.usage);
      const proxyUrl = options.proxy === undefined ? null : readProxy(options.proxy);
      await retryCalls(names, { ...options, limit, proxyUrl });
    });
}

const help = `
Only hosts that recordings may come from are asked, as ever (RECORDING_HOSTS, RECORDING_ORIGINS). Through a proxy it is
the proxy that looks names up and connects: that a host's address is a public one is then not checked.

Example:
  callscript vault-retry --failed --proxy http://proxy.example.com:3128`;

/** @throws CommandError (64) unless it is the URL of an HTTP or HTTPS proxy; what was given may hold a password. */
function readProxy(given: string): string {
  if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol)) return given;
  throw new CommandError("--proxy takes a URL such as http://proxy.example.com:3128.", exitCodes.usage);
}

async function retryCalls(
  names: readonly string[],
  options: ModeOption & { failed?: boolean; limit: number; proxyUrl: string | null },
): Promise<void> {
  const signal = stopSignal();
  await withInstallation(options, async (installation) => {
    const { db } = installation;
    await applyRingbaBudget(installation);
    const named = names.length === 0 ? [] : await callsNamed.run(db, names);
    const unknown = names.filter((name) => !named.some((call) => call.id === name || call.name === name));
    const failed = options.failed ? await failedWithoutRecording.run(db, options.limit) : [];
    const calls = new Map([...named, ...failed].map(({ id, name }) => [id, name] as const));
    const ports = openLanePorts(installation, {
      ...(await portOverrides(installation)),
      ...(options.proxyUrl === null ? {} : { recordingProxyUrl: options.proxyUrl }),
    });
    const retrier = { worker: workerName("vault-retry"), signal, maxBytes: maxRecordingBytes };
    const count = { vaulted: 0, notVaulted: 0, outages: 0 };
    try {
      for (const [id, name] of [...calls].slice(0, options.limit)) {
        if (ports.source !== null) await waitForToken(db, { ...patience, signal });
        const [call] = await claimForRetry.run(db, [id], retrier.worker);
        const retried = call === undefined ? nothingToDo : await retryCall(ports, call, retrier);
        signal.throwIfAborted();
        process.stdout.write(`${name}  ${inWords(retried)}\n`);
        count[retried.kind === "vaulted" ? "vaulted" : "notVaulted"] += 1;
        count.outages = retried.kind === "not_vaulted" && retried.outage ? count.outages + 1 : 0;
        if (count.outages === outagesInARow) break;
      }
    } finally {
      await ports.close();
    }
    conclude(count, unknown);
  });
}

const nothingToDo: Retried = {
  kind: "not_vaulted",
  reason: "left as it is: neither failed nor waiting for its recording, or a worker has it",
  outage: false,
};

function inWords(retried: Retried): string {
  return retried.kind === "vaulted"
    ? `vaulted, ${(retried.bytes / 1e6).toFixed(1)} MB`
    : `not vaulted: ${retried.reason}`;
}

function conclude(
  { vaulted, notVaulted, outages }: { vaulted: number; notVaulted: number; outages: number },
  unknown: readonly string[],
): void {
  process.stdout.write(`${vaulted} vaulted, ${notVaulted} not.\n`);
  if (outages === outagesInARow)
    throw new CommandError(
      `Stopped: ${outages} calls in a row had no answer. Run it again later.`,
      exitCodes.unavailable,
    );
  if (unknown.length > 0) throw new CommandError(`No such call: ${unknown.join(", ")}`);
  if (notVaulted > 0) process.exitCode = exitCodes.partly;
}
