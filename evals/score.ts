import type { Verdict } from "@callscript/core/ports.ts";
import type { LabelledCall } from "./labelled-call.ts";
import { round, type Share, wilsonInterval } from "./wilson-interval.ts";

export interface EvalScore {
  calls: { bad: number; safe: number };
  /** Of the bad calls, those that were flagged. */
  recall: Share;
  /** Of the safe calls, those that were flagged. */
  falsePositiveRate: Share;
  /** Over single flags; `quoteFound`: of the quotes given, those that stand verbatim in the turn they name. */
  flags: { precision: number | null; recall: number | null; quoteFound: number | null };
  perCode: Record<string, { precision: number | null; recall: number | null; n: number }>;
}

export interface JudgedCall {
  call: LabelledCall;
  verdict: Verdict;
}

/** Scores verdicts against labels. A flag that the label tolerates is neither right nor wrong. */
export function score(judged: readonly JudgedCall[]): EvalScore {
  const bad = judged.filter(({ call }) => call.label === "bad");
  const safe = judged.filter(({ call }) => call.label === "safe");
  const flagged = (calls: readonly JudgedCall[]) =>
    calls.filter(({ call, verdict }) =>
      verdict.flags.some(({ code }) => call.label === "bad" || !call.tolerated_flags.includes(code)),
    ).length;
  const tallies = new Map<string, { hits: number; wrong: number; wanted: number }>();
  const tally = (code: string) => {
    const known = tallies.get(code) ?? { hits: 0, wrong: 0, wanted: 0 };
    tallies.set(code, known);
    return known;
  };
  let quotes = 0;
  let quotesFound = 0;
  for (const { call, verdict } of judged) {
    const wanted = new Set(call.flags.map(({ code }) => code));
    for (const code of wanted) tally(code).wanted += 1;
    for (const flag of verdict.flags) {
      if (wanted.has(flag.code)) tally(flag.code).hits += 1;
      else if (!call.tolerated_flags.includes(flag.code)) tally(flag.code).wrong += 1;
      if (flag.quote === null || flag.turn === null) continue;
      quotes += 1;
      if (call.turns[flag.turn]?.text.includes(flag.quote)) quotesFound += 1;
    }
  }
  const all = [...tallies.values()].reduce(
    (sum, one) => ({
      hits: sum.hits + one.hits,
      wrong: sum.wrong + one.wrong,
      wanted: sum.wanted + one.wanted,
    }),
    { hits: 0, wrong: 0, wanted: 0 },
  );
  return {
    calls: { bad: bad.length, safe: safe.length },
    recall: wilsonInterval(flagged(bad), bad.length),
    falsePositiveRate: wilsonInterval(flagged(safe), safe.length),
    flags: {
      precision: share(all.hits, all.hits + all.wrong),
      recall: share(all.hits, all.wanted),
      quoteFound: share(quotesFound, quotes),
    },
    perCode: Object.fromEntries(
      [...tallies]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, { hits, wrong, wanted }]) => [
          code,
          { precision: share(hits, hits + wrong), recall: share(hits, wanted), n: wanted },
        ]),
    ),
  };
}

function share(hits: number, of: number): number | null {
  return of === 0 ? null : round(hits / of);
}
