import { readStatus } from "@callscript/core/desk/read-status.ts";
import type { Db } from "@callscript/core/query.ts";
import { Gauge, Registry } from "prom-client";

/** Prometheus text made from the database, so that every process of an installation reports the same numbers. */
export async function renderMetrics(db: Db): Promise<{ contentType: string; body: string }> {
  const status = await readStatus(db);
  const registry = new Registry();
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ name, help, labelNames: [...labelNames], registers: [registry] });
  const calls = gauge("callscript_calls", "Calls by status", ["status"]);
  for (const [name, count] of Object.entries(status.calls)) calls.set({ status: name }, count);
  const running = gauge("callscript_lane_running", "1 while the lane runs, 0 while it is paused or stopped", [
    "lane",
  ]);
  for (const [lane, { state }] of Object.entries(status.lanes))
    running.set({ lane }, state === "running" ? 1 : 0);
  if (status.latency.p95Seconds !== null) {
    gauge("callscript_flag_latency_p95_seconds", "Hang-up to flag, 95th percentile of 24 h").set(
      status.latency.p95Seconds,
    );
  }
  gauge("callscript_cost_today_usd", "Speech and judge since 00:00 UTC, dollars").set(status.cost.todayUsd);
  return { contentType: registry.contentType, body: await registry.metrics() };
}
