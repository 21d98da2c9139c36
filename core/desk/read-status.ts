import { type CallStatus, callStatuses, type LaneName } from "../call-state.ts";
import type { Db } from "../query.ts";
import { callsByStatus, flagLatency, installationMode, laneStates, machineCost } from "./status.sql.ts";

/** What `callscript status --json` prints. A figure that nothing has been measured for is null, never 0. */
export interface Status {
  mode: "demo" | "live";
  calls: Record<CallStatus, number>;
  lanes: Record<
    LaneName,
    { state: "running" | "paused" | "stopped"; reason: string | null; lastRunAt: string | null }
  >;
  latency: { p50Seconds: number | null; p95Seconds: number | null; under5Minutes: number | null };
  cost: { perCallUsd: number | null; todayUsd: number };
}

/** What each lane does, and why it does not. */
export async function readLanes(db: Db): Promise<Status["lanes"]> {
  const lanes = await laneStates.run(db);
  return Object.fromEntries(
    lanes.map(({ lane, state, reason, last_run_at }) => [
      lane,
      { state, reason, lastRunAt: last_run_at?.toISOString() ?? null },
    ]),
  ) as Status["lanes"];
}

/** Everything that the status shows; counts every call, so ask for `readLanes` where that is enough. */
export async function readStatus(db: Db): Promise<Status> {
  const [[installation], counts, lanes, [latency], [cost]] = await Promise.all([
    installationMode.run(db),
    callsByStatus.run(db),
    readLanes(db),
    flagLatency.run(db),
    machineCost.run(db),
  ]);
  const found = new Map(counts.map((row) => [row.status, row.calls]));
  return {
    mode: installation?.mode ?? "live",
    calls: Object.fromEntries(
      callStatuses.map((status) => [status, found.get(status) ?? 0]),
    ) as Status["calls"],
    lanes,
    latency: {
      p50Seconds: latency?.p50 ?? null,
      p95Seconds: latency?.p95 ?? null,
      under5Minutes: latency?.under5 ?? null,
    },
    cost: {
      perCallUsd: cost?.per_call == null ? null : Number(cost.per_call),
      todayUsd: Number(cost?.today ?? 0),
    },
  };
}
