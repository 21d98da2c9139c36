import { type Share, shareOf } from "@callscript/core/wilson-interval.ts";
import { verifyEvidence } from "@callscript/lanes/judge/verify-evidence.ts";
import type { JudgedCall } from "./judge-set.ts";

/** Every share with its Wilson 95 % interval; evals/README.md defines each. */
export interface EvalScore {
  calls: { bad: number; safe: number };
  /** Of the bad calls: flagged, with whatever code. */
  recall: Share;
  /** Of the bad calls whose codes are known: flagged with at least one of them. */
  recallByOwnCode: Share;
  /** Of the bad calls: flagged or sent to a person. */
  recallWithReview: Share;
  /** Of the safe calls: flagged with a code that the label does not tolerate. */
  falsePositiveRate: Share;
  /** Sent to a person, flagged or not. */
  needsReview: { bad: Share; safe: Share };
  /**
   * Over single flags. `quoteFound`: of the quotes that the judge gave, those that stand verbatim in the turn that it
   * named; `quoteVerified`: those that code found there (verbatim, in other spelling, or nearly).
   */
  flags: { precision: Share; recall: Share; quoteFound: Share; quoteVerified: Share };
  perCode: Record<string, { precision: Share; recall: Share }>;
  /** Codes that no label of the set names: how many bad calls were flagged with each. */
  codesWithoutLabel: Record<string, number>;
}

/**
 * Scores verdicts against labels. A flag that the label tolerates is neither right nor wrong, and so is every flag of a
 * bad call whose codes are not known, and on a bad call a code that no label of the set names: nobody looked for it. On a
 * safe call every code is wrong. A call that could not be judged is not flagged.
 */
export function score(judged: readonly JudgedCall[]): EvalScore {
  const bad = judged.filter(({ call }) => call.label === "bad");
  const safe = judged.filter(({ call }) => call.label === "safe");
  const known = bad.filter(({ call }) => call.flags.length > 0);
  const share = (calls: readonly JudgedCall[], is: (one: JudgedCall) => boolean) =>
    shareOf(calls.filter(is).length, calls.length);
  return {
    calls: { bad: bad.length, safe: safe.length },
    recall: share(bad, (one) => codesOf(one).size > 0),
    recallByOwnCode: share(known, (one) => one.call.flags.some(({ code }) => codesOf(one).has(code))),
    recallWithReview: share(bad, (one) => codesOf(one).size > 0 || isForReview(one)),
    falsePositiveRate: share(safe, (one) =>
      [...codesOf(one)].some((code) => !one.call.tolerated_flags.includes(code)),
    ),
    needsReview: { bad: share(bad, isForReview), safe: share(safe, isForReview) },
    ...scoreFlags(judged),
  };
}

function codesOf({ verdict }: JudgedCall): Set<string> {
  return new Set(verdict?.flags.map(({ code }) => code));
}

function isForReview({ verdict }: JudgedCall): boolean {
  return verdict !== null && verdict.needsReview !== null;
}

function scoreFlags(
  judged: readonly JudgedCall[],
): Pick<EvalScore, "flags" | "perCode" | "codesWithoutLabel"> {
  const named = new Set(
    judged.flatMap(({ call }) => [...call.flags.map(({ code }) => code), ...call.tolerated_flags]),
  );
  const withoutLabel = new Map<string, number>();
  const tallies = new Map<string, Tally>();
  const all: Tally = { hits: 0, raised: 0, wanted: 0 };
  const count = (code: string, what: keyof Tally) => {
    const known = tallies.get(code) ?? { hits: 0, raised: 0, wanted: 0 };
    tallies.set(code, known);
    for (const tally of [known, all]) tally[what] += 1;
  };
  for (const one of judged) {
    const { label, flags, tolerated_flags } = one.call;
    const wanted = new Set(flags.map(({ code }) => code));
    for (const code of wanted) count(code, "wanted");
    for (const code of codesOf(one)) {
      if (wanted.has(code)) count(code, "hits");
      if (label === "bad" && !named.has(code)) withoutLabel.set(code, (withoutLabel.get(code) ?? 0) + 1);
      const isLookedFor = label === "safe" || (wanted.size > 0 && named.has(code));
      if (wanted.has(code) || (isLookedFor && !tolerated_flags.includes(code))) count(code, "raised");
    }
  }
  const quotes = judged.flatMap(({ call, answer }) =>
    (answer?.findings ?? [])
      .filter(({ quote }) => (quote?.trim() ?? "") !== "")
      .map((finding) => ({ finding, turns: call.turns })),
  );
  const isFound = ({ finding, turns }: (typeof quotes)[number]) =>
    finding.turn !== null && turns[finding.turn]?.text.includes(finding.quote?.trim() ?? "") === true;
  return {
    flags: {
      ...sharesOf(all),
      quoteFound: shareOf(quotes.filter(isFound).length, quotes.length),
      quoteVerified: shareOf(
        quotes.filter(({ finding, turns }) => verifyEvidence(finding, turns) !== null).length,
        quotes.length,
      ),
    },
    perCode: Object.fromEntries(
      [...tallies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, tally]) => [code, sharesOf(tally)]),
    ),
    codesWithoutLabel: Object.fromEntries([...withoutLabel].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

interface Tally {
  /** Raised and wanted. */
  hits: number;
  /** Raised, those that are neither right nor wrong left out. */
  raised: number;
  /** Labelled. */
  wanted: number;
}

function sharesOf({ hits, raised, wanted }: Tally): { precision: Share; recall: Share } {
  return { precision: shareOf(hits, raised), recall: shareOf(hits, wanted) };
}
