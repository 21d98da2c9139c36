import type { RejudgeBatch } from "@callscript/core/desk/rejudge.sql.ts";
import { count } from "../../../../lib/format.ts";

const calls = (number: number) => `${count(number)} ${number === 1 ? "call" : "calls"}`;

/** "214 judged calls were judged as General." With the cost of judging them again, where judgements cost money. */
export function offerWords(judged: readonly { judged_as: string; calls: number }[], meanUsd: string): string {
  const total = judged.reduce((sum, one) => sum + one.calls, 0);
  const names = judged.map((one) => one.judged_as).join(" or ");
  const usd = total * Number(meanUsd);
  const price = usd === 0 ? "" : ` Judging them again costs about $${usd < 0.01 ? "0.01" : usd.toFixed(2)}.`;
  return `${count(total)} judged ${total === 1 ? "call was" : "calls were"} judged as ${names}.${price}`;
}

/** How far a batch is and what came of it, and nothing that is not known yet. */
export function batchWords(
  batch: Pick<RejudgeBatch, "calls" | "done" | "changed" | "differs" | "failed" | "reason">,
  judge: { state: "running" | "paused" | "stopped"; reason: string | null },
): string {
  const isOver = batch.done === batch.calls;
  const found = [
    `${count(batch.changed)} with another finding`,
    ...(batch.differs > 0
      ? [`${count(batch.differs)} of these against a person's decision, which stands (see Unsure)`]
      : []),
    ...(batch.failed > 0
      ? [`${count(batch.failed)} could not be judged${batch.reason === null ? "" : ` (${batch.reason})`}`]
      : []),
  ].join(", ");
  if (isOver) return `${calls(batch.calls)} judged again: ${found}.`;
  const waits =
    judge.state === "running"
      ? ""
      : judge.state === "paused"
        ? ` The judge is paused${judge.reason === null ? "" : `: ${judge.reason}`}.`
        : " The judge is stopped: nothing serves it.";
  return `Judging ${calls(batch.calls)} again: ${count(batch.done)} done, ${found}.${waits}`;
}
