import type { BackfillPlan } from "@callscript/lanes/ingest/backfill-plan.ts";
import type { BackfillReport } from "@callscript/lanes/ingest/backfill-read.ts";
import { progressLine, remainingSeconds, timeLeft } from "./progress-line.ts";

/**
 * How far a backfill has come, with what is left of the time, on a terminal. In a file or a pipe only that it waits, and
 * again where that takes twice as long as was said.
 */
export function backfillProgress() {
  const line = progressLine();
  let total = 0;
  let done = 0;
  let startedMs = 0;
  let fromMs = 0;
  let toMs = 0;
  let toldSeconds = 0;
  return {
    start(plan: BackfillPlan, calls: number): void {
      total = calls;
      startedMs = Date.now();
      fromMs = plan.positionUtc.getTime();
      toMs = plan.toUtc.getTime();
      line.show(0, total);
    },
    show({ received, positionUtc }: BackfillReport): void {
      done = received;
      const left = remainingSeconds(Date.now() - startedMs, positionUtc.getTime() - fromMs, toMs - fromMs);
      line.tell(`${done} of ${total}${timeLeft(left)}`);
    },
    waits(seconds: number): void {
      const read = total === 0 ? "" : `${done} of ${total}, `;
      const whole = Math.ceil(seconds);
      line.tell(`${read}asking again in ${whole} s`);
      if (process.stderr.isTTY || seconds < 2 * toldSeconds) return;
      toldSeconds = seconds;
      process.stderr.write(`Ringba is asked again in ${whole} s; further waits like this are not told.\n`);
    },
    end: line.end,
  };
}
