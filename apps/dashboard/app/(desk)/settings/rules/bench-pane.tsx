"use client";

import { Play, Square } from "lucide-react";
import { useEffect, useRef, useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { age, count, smallMoney } from "../../../../lib/format.ts";
import { isTyping } from "../../../../lib/is-typing.ts";
import { useStable } from "../../../../lib/use-stable.ts";
import { cancelBench, runBench } from "./bench-actions.ts";
import { BenchFigures } from "./bench-figures.tsx";
import { BenchLines } from "./bench-lines.tsx";
import type { BenchJudgeView, BenchView } from "./bench-state.ts";
import { type BenchSet, benchSizes, priceOf, priceWords, runWords, usdAtMost } from "./bench-words.ts";
import { openRule } from "./open-rule-ref.ts";
import { personWords } from "./rule-words.ts";
import { isOpen, useBenchRun } from "./use-bench-run.ts";

export interface BenchPaneProps {
  pack: string;
  initial: BenchView;
  judge: BenchJudgeView;
  me: string;
  /** false: the draft has faults to mend first. */
  isReady: boolean;
  versions: { before: string | null; after: string };
}

/** Tries the draft over past calls and shows what it would change. */
export function BenchPane({ pack, initial, judge, me, isReady, versions }: BenchPaneProps) {
  const [{ run, lines }, watch] = useBenchRun(useStable(initial));
  const [set, choose] = useState<BenchSet>("500");
  const [problem, setProblem] = useState("");
  const [pending, begin] = useTransition();
  const running = isOpen({ run, lines });
  const size = set === "reviewed" ? 2_000 : Number(set);
  const price = priceOf(set === "reviewed" ? judge.reviewed : size, judge);
  const mayRun = isReady && !running && !pending && judge.isThere;
  const start = () =>
    begin(async () => {
      const asked = {
        callsOf: set === "reviewed" ? "reviewed" : "recent",
        size,
        usdAtMost: usdAtMost(price),
      };
      await openRule.current.save();
      const answer = await runBench(pack, asked).catch(() => null);
      if (answer?.outcome === "queued") {
        setProblem("");
        watch(answer.run);
      } else
        setProblem(
          answer === null
            ? "Not run: no connection. Try again."
            : answer.outcome === "busy"
              ? `A run of ${personWords(answer.by ?? "somebody", me)} is under way. One at a time.`
              : answer.outcome === "faults"
                ? "The draft has faults to mend first."
                : "There is no draft to try any more.",
        );
    });
  const stop = () => {
    if (run === null) return;
    cancelBench(run.id).then(
      () => undefined,
      () => setProblem("Not cancelled: no connection. Try again."),
    );
  };
  const keys = useRef({ start, stop, mayRun, running });
  keys.current = { start, stop, mayRun, running };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const now = keys.current;
      if (event.defaultPrevented || document.querySelector("[role=dialog]") !== null) return;
      if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && now.mayRun) {
        event.preventDefault();
        now.start();
      } else if (event.key === "Escape" && now.running && !isTyping(event)) now.stop();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <div className="border-border border-b p-5">
        <h2 className="flex items-baseline justify-between gap-2 font-semibold">
          Test bench
          <span className="font-normal text-muted-foreground text-xs">
            {run?.finishedAt
              ? `Ran ${age(new Date(run.finishedAt), new Date())} ago, ${run.isPaid ? smallMoney(Number(run.costUsd)) : "free"}`
              : ""}
          </span>
        </h2>
        <div className="mt-3 flex gap-2">
          <select
            aria-label="Calls to try the draft on"
            value={set}
            onChange={(event) =>
              choose(
                (["100", "500", "2000", "reviewed"] as const).find((one) => one === event.target.value) ??
                  "500",
              )
            }
            className="h-8 min-w-0 flex-1 rounded-md border border-input bg-card px-2 pointer-coarse:h-10"
          >
            {benchSizes.map((one) => (
              <option key={one} value={one}>
                Last {count(one)} {pack === "General" ? "" : `${pack} `}calls
              </option>
            ))}
            <option value="reviewed">The reviewed set, {count(judge.reviewed)} calls</option>
          </select>
          {running ? (
            <Button onClick={stop}>
              <Square className="size-3.5" strokeWidth={1.75} aria-hidden="true" />
              Cancel
            </Button>
          ) : (
            <Button disabled={!mayRun} onClick={start}>
              <Play className="size-3.5" strokeWidth={1.75} aria-hidden="true" />
              {run === null ? "Run" : "Run again"}
            </Button>
          )}
        </div>
        <p className="mt-2 text-muted-foreground text-xs">
          {judge.isThere
            ? isReady
              ? `${priceWords(price)}. It changes no call.`
              : "The draft has faults to mend first."
            : "No runner is there to try it: start CallScript, or the judge lane."}
        </p>
        <div role="status" className="mt-1 text-xs">
          {run === null ? "" : runWords(run)} {problem}
        </div>
        {running && run !== null && run.total !== null ? (
          <progress
            aria-label="Calls judged"
            max={run.total}
            value={run.done}
            className="mt-2 h-1.5 w-full accent-signal"
          />
        ) : null}
      </div>
      {run?.report ? (
        <>
          {run.isOfThisDraft ? null : (
            <p className="border-border border-b bg-sev-2-soft px-5 py-2 text-sev-2-ink text-xs">
              The draft was changed since this run.
            </p>
          )}
          <BenchFigures report={run.report} versions={versions} />
          <BenchLines
            key={run.id}
            lines={lines}
            totals={{
              newly: run.report.newlyFlagged.calls,
              no_longer: run.report.noLongerFlagged.calls,
              otherwise: run.report.otherwiseFlagged.calls,
            }}
          />
        </>
      ) : null}
    </>
  );
}
