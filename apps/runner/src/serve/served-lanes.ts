import { type LaneName, laneNames } from "@callscript/core/call-state.ts";
import { pauseLane } from "@callscript/core/call-verbs.sql.ts";
import type { LaneReport } from "@callscript/core/ports.ts";
import type { Usd } from "@callscript/core/usd.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { factoryLane } from "@callscript/lanes/factory/factory.lane.ts";
import { ingestLane } from "@callscript/lanes/ingest/ingest.lane.ts";
import type { Tiers } from "@callscript/lanes/ingest/tiers.ts";
import { judgeLane } from "@callscript/lanes/judge/judge.lane.ts";
import { createWatchdogMemory, upkeepLane } from "@callscript/lanes/upkeep/upkeep.lane.ts";
import { vaultLane } from "@callscript/lanes/vault/vault.lane.ts";
import type { LanePorts } from "../compose/lane-ports.ts";
import type { ServedLane } from "./serve-lane.ts";

/** Which channel is whom on a stereo recording: left, then right. */
const stereoRoles = ["agent", "caller"] as const;

/** Hints that come within this time are asked for in one request. */
const hintsTogetherMs = 1_000;

export interface ServeOptions {
  tiers: Tiers;
  workers: number;
  judgeDailyBudgetUsd: Usd;
  /** Of the calls that nothing speaks against, the share that goes to people; 0 to 1. */
  judgeSampleShare: number;
}

/** The lanes as this process serves them: the beats of the architecture, sooner on NOTIFY. */
export function servedLanes(
  ports: LanePorts,
  options: ServeOptions,
  names: readonly LaneName[] = laneNames,
): ServedLane[] {
  const watchdog = createWatchdogMemory();
  const lanes: Record<LaneName, () => ServedLane[]> = {
    ingest: () => {
      const worker = workerName("ingest");
      const { source } = ports;
      const run = (signal: AbortSignal) =>
        source === null
          ? pauseWithoutAccount(ports)
          : ingestLane({ ...ports, source }, { worker, budgetMs: 60_000, signal, tiers: options.tiers });
      const beatMs = options.tiers.hot.everySeconds * 1000;
      return [
        { name: "ingest", beatMs, wakesOn: ["hint", "run ingest"], leastBetweenMs: hintsTogetherMs, run },
      ];
    },
    vault: () => {
      const worker = workerName("vault");
      const run = (signal: AbortSignal) => vaultLane(ports, { worker, batch: 32, budgetMs: 60_000, signal });
      return [{ name: "vault", beatMs: 120_000, wakesOn: ["pending", "run vault"], run }];
    },
    factory: () =>
      Array.from({ length: options.workers }, () => {
        const worker = workerName("factory");
        const run = (signal: AbortSignal) =>
          factoryLane(ports, { worker, batch: 1, budgetMs: 60_000, signal, stereoRoles });
        return { name: "factory", beatMs: 30_000, wakesOn: ["downloaded", "run factory"], run };
      }),
    judge: () => {
      const worker = workerName("judge");
      const run = (signal: AbortSignal) =>
        judgeLane(ports, {
          worker,
          batch: 16,
          budgetMs: 60_000,
          signal,
          dailyBudgetUsd: options.judgeDailyBudgetUsd,
          sampleShare: options.judgeSampleShare,
        });
      return [{ name: "judge", beatMs: 60_000, wakesOn: ["transcribed", "run judge"], run }];
    },
    upkeep: () => {
      const run = (signal: AbortSignal) => upkeepLane(ports, { memory: watchdog, signal });
      return [{ name: "upkeep", beatMs: 15_000, wakesOn: ["run upkeep"], run }];
    },
  };
  return names.flatMap((name) => lanes[name]());
}

const noAccount = "Ringba is not connected: set RINGBA_ACCOUNT_ID and RINGBA_API_TOKEN, then start again.";

async function pauseWithoutAccount({ db }: LanePorts): Promise<LaneReport> {
  await pauseLane.run(db, "ingest", "trouble", noAccount, null);
  return { lane: "ingest", claimed: 0, done: 0, failed: 0, more: false, paused: noAccount };
}
