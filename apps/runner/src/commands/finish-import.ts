import type { LaneName } from "@callscript/core/call-state.ts";
import type { LaneReport } from "@callscript/core/ports.ts";
import type { Installation } from "../compose/open-installation.ts";
import { exitCodes } from "../exit-codes.ts";
import { printable } from "../printable.ts";
import { drainLane } from "../serve/drain-lane.ts";
import type { ServedLane } from "../serve/serve-lane.ts";
import { importWaits, lastFailure } from "../status/import-waits.sql.ts";
import { utc } from "./backfill-text.ts";

const laneOf = {
  pending: "vault",
  downloaded: "factory",
  processing: "factory",
  transcribed: "judge",
} as const;
const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * No lanes are running: does what they would do with what was imported, then says what of it waits all the same, and how to
 * go on. Answers with the exit code: where calls wait for a paused lane it is that of `lane --once`.
 */
export async function finishImport(
  { db, log, mode }: Pick<Installation, "db" | "log" | "mode">,
  lanes: readonly ServedLane[],
  { set, isTable }: { set: string; isTable: boolean },
  signal: AbortSignal,
): Promise<number> {
  const names = lanes.map(({ name }) => name);
  say(
    `No lanes are running, so ${names.join(", ")} ${names.length === 1 ? "runs" : "run"} here. Ctrl-C stops; nothing is lost by it.`,
  );
  const paused = new Set<LaneName>();
  for (const lane of lanes) {
    const report = await drainLane({ db, log }, lane, signal);
    if (report.claimed > 0) say(await outcome(db, report));
    if (report.paused !== null) {
      paused.add(lane.name);
      say(`${lane.name} is paused: ${printable(report.paused)}`);
    }
    signal.throwIfAborted();
  }
  const waits = await importWaits.run(db, set, isTable);
  for (const { status, calls, ready, held, next_attempt_at: next } of waits) {
    const lane = laneOf[status];
    const facts = [
      ...(held > 0
        ? [`${held} of them held by a process that works on them, or was killed, for 90 s at most`]
        : []),
      ...(ready === 0 && next !== null ? [`tried again from ${utc(next)} on`] : []),
    ];
    say(
      `${calls} ${calls === 1 ? "call waits" : "calls wait"} for ${lane}${facts.map((fact) => `, ${fact}`).join("")}. To go on: callscript lane ${lane} --once ${mode === "demo" ? "--demo" : "--no-demo"}`,
    );
  }
  if (waits.length === 0) return exitCodes.done;
  return waits.some(({ status }) => paused.has(laneOf[status])) ? exitCodes.unavailable : exitCodes.partly;
}

async function outcome(db: Installation["db"], { lane, done, failed }: LaneReport): Promise<string> {
  const [last] = failed > 0 ? await lastFailure.run(db, lane) : [];
  const reason = last?.reason ?? null;
  return `${lane}: ${done} done, ${failed} failed${reason === null ? "" : `; the last: ${printable(reason)}`}`;
}
