import type { BackfillPlan } from "@callscript/lanes/ingest/backfill-plan.ts";
import type { BackfillReport } from "@callscript/lanes/ingest/backfill-read.ts";
import { progressLine } from "./progress-line.ts";

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
      line.tell(`${done} of ${total}${left === null ? "" : `, about ${inMinutes(left)} left`}`);
    },
    waits(seconds: number): void {
      const read = total === 0 ? "" : `${done} of ${total}, `;
      line.tell(`${read}asking again in ${Math.ceil(seconds)} s`);
    },
    end: line.end,
  };
}

/** Of a stretch that is read at an even pace; null before any of it was read. */
export function remainingSeconds(spentMs: number, readMs: number, wholeMs: number): number | null {
  return readMs <= 0 ? null : (spentMs / 1000) * (wholeMs / readMs - 1);
}

function inMinutes(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
