import type { BackfillPlan } from "@callscript/lanes/ingest/backfill-plan.ts";
import type { BackfillReport } from "@callscript/lanes/ingest/backfill-read.ts";
import { progressLine, remainingSeconds, timeLeft } from "./progress-line.ts";

/** How far a backfill has come, with what is left of the time, on a terminal. */
export function backfillProgress() {
  const line = progressLine();
  let total = 0;
  let done = 0;
  let startedMs = 0;
  let fromMs = 0;
  let toMs = 0;
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
      line.tell(`${read}asking again in ${Math.ceil(seconds)} s`);
    },
    end: line.end,
  };
}
