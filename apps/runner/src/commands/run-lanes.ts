import type { LaneName } from "@callscript/core/call-state.ts";
import { probeNow } from "@callscript/core/call-verbs.sql.ts";
import { openLanePorts } from "../compose/lane-ports.ts";
import { portOverrides } from "../compose/port-overrides.ts";
import { applyRingbaBudget } from "../compose/ringba-budget.ts";
import { exitCodes } from "../exit-codes.ts";
import { printable } from "../printable.ts";
import { drainLane } from "../serve/drain-lane.ts";
import { keepSetupReported } from "../serve/report-setup.ts";
import { serveBench } from "../serve/serve-bench.ts";
import { serveUntilStopped } from "../serve/serve-until-stopped.ts";
import { servedLanes } from "../serve/served-lanes.ts";
import { stopSignal } from "../serve/stop-signal.ts";
import { type ModeOption, withInstallation } from "./with-installation.ts";

/** Runs lanes in this process: until nothing is left (`once`), else until it is told to stop. */
export async function runLanes(
  names: readonly LaneName[],
  options: ModeOption & { once: boolean; workers: number },
): Promise<void> {
  const signal = stopSignal();
  await withInstallation(options, async (installation) => {
    await applyRingbaBudget(installation);
    const ports = openLanePorts(installation, {
      ...(await portOverrides(installation)),
      speechWorkers: options.workers,
    });
    try {
      const lanes = servedLanes(
        ports,
        {
          tiers: installation.env.INGEST_TIERS,
          workers: options.once ? 1 : options.workers,
          judgeDailyBudgetUsd: installation.env.JUDGE_DAILY_BUDGET_USD,
          judgeSampleShare: installation.env.JUDGE_SAMPLE_SHARE,
        },
        names,
      );
      if (!options.once) {
        process.stdout.write(
          `Running ${names.join(", ")} on the ${installation.mode} installation. Ctrl-C stops.\n`,
        );
        keepSetupReported(installation, ports, { lanes: names, workers: options.workers, signal });
        // Whoever serves the judge has its model and keys: drafts of the rules are tried there too.
        const bench = names.includes("judge") ? serveBench(installation, signal) : null;
        const serving = serveUntilStopped(installation, lanes, signal, (statuses) => {
          if (statuses.includes("bench")) bench?.look();
        });
        await Promise.all([serving, bench?.ended]);
        return;
      }
      await probeNow.run(installation.db, names);
      for (const lane of lanes) {
        const total = await drainLane(installation, lane, signal);
        if (total.paused !== null) process.exitCode = exitCodes.unavailable;
        process.stdout.write(
          `${lane.name}: ${total.done} done, ${total.failed} failed${total.paused ? `; paused: ${printable(total.paused)}` : ""}\n`,
        );
        signal.throwIfAborted();
      }
    } finally {
      await ports.close();
    }
  });
}
