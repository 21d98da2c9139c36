import "server-only";
import {
  type BenchRun,
  benchJudge,
  benchReviewed,
  benchRows,
  benchRunOf,
  latestBenchRun,
  meanCostOf,
} from "@callscript/core/desk/bench.sql.ts";
import { ruleDrafts } from "@callscript/core/desk/rule-drafts.sql.ts";
import { database } from "../../../../lib/database.ts";
import type { BenchJudgeView, BenchRunView, BenchView } from "./bench-state.ts";

/** A pack's latest run with what it found. */
export async function readLatestBench(pack: string): Promise<BenchView> {
  const [run] = await latestBenchRun.run(database(), pack);
  return viewOf(run);
}

export async function readBenchRun(id: string): Promise<BenchView> {
  const [run] = await benchRunOf.run(database(), id);
  return viewOf(run);
}

async function viewOf(run: BenchRun | undefined): Promise<BenchView> {
  if (run === undefined) return { run: null, lines: [] };
  const isOver = run.state !== "queued" && run.state !== "running";
  const [rows, drafts] = await Promise.all([
    isOver ? benchRows.run(database(), run.id) : [],
    ruleDrafts.run(database()),
  ]);
  const revision = drafts.find(({ pack }) => pack === run.pack)?.revision;
  return {
    run: runView(run, revision === run.revision),
    lines: rows.map((row) => ({
      kind: row.kind,
      callId: row.call_id,
      publisher: row.publisher,
      startedAt: row.started_at_utc.toISOString(),
      revenue: row.revenue,
      verdict: row.verdict,
      codes: (row.kind === "no_longer" ? row.before : row.after).join(", "),
      evidence: row.evidence,
      at: row.at_seconds,
    })),
  };
}

function runView(run: BenchRun, isOfThisDraft: boolean): BenchRunView {
  return {
    id: run.id,
    callsOf: run.calls_of,
    size: run.size,
    isOfThisDraft,
    by: run.requested_by,
    state: run.state,
    cancelAsked: run.cancel_asked,
    done: run.done,
    total: run.total,
    isPaid: run.judge_model !== null && run.judge_model !== "phrases",
    costUsd: run.cost_usd,
    reason: run.reason,
    finishedAt: run.finished_at_utc?.toISOString() ?? null,
    report: run.report,
  };
}

/** By whom a draft of the pack would be judged, and on how many reviewed calls. */
export async function readBenchJudge(pack: string): Promise<BenchJudgeView> {
  const db = database();
  const [[judge], [reviewed]] = await Promise.all([benchJudge.run(db), benchReviewed.run(db, pack)]);
  const model = judge?.judge_model ?? "phrases";
  const isPaid = model !== "phrases";
  const [mean] = isPaid ? await meanCostOf.run(db, model) : [];
  return {
    isPaid,
    meanUsd: mean?.usd == null ? null : Number(mean.usd),
    callsASecond: judge?.calls_a_second ?? null,
    isThere: judge?.is_there ?? false,
    reviewed: reviewed?.calls ?? 0,
  };
}
