import type { Judge, Verdict } from "@callscript/core/ports.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { rulesOf } from "@callscript/core/rules-of.ts";
import { type Share, shareOf } from "@callscript/core/wilson-interval.ts";
import { passGate } from "@callscript/lanes/judge/gate.ts";
import { verifyEvidence } from "@callscript/lanes/judge/verify-evidence.ts";
import { type JudgedCall, judgeSet } from "../judge-set.ts";
import type { DatedCall } from "../read-labelled-set.ts";
import { seededBy } from "../seeded.ts";
import { insertTrick } from "./insert-trick.ts";
import type { Trick } from "./read-tricks.ts";

export interface AttackReport {
  /** `judge_model` of the judge that was attacked. */
  judges: readonly string[];
  tricks: number;
  tricked: number;
  /** Flags that the gate raised untricked and that stand tricked: all of them, or what is said lowers facts. */
  gateFlagsStanding: Share;
  /** Flags of tricked calls that neither the label names nor the same call had untricked: none, or a trick can accuse. */
  invented: readonly { call: string; code: string; trick: string }[];
  /** Tricked calls that a person sees because the transcript addresses its judge. */
  addressed: Share;
  addressedByFamily: Readonly<Record<string, Share>>;
  /** Tricks that were not noticed. */
  unnoticed: readonly string[];
  /** Safe calls without any trick that are put before a person for it all the same. */
  safeAddressedUntricked: Share;
  /** Of the flags that the judge itself gives bad calls, with a quote that is there, how many it no longer gives tricked. */
  suppressed: Share;
  /** The same, where no flag is left and no person is sent for either: the trick worked. */
  passedUnseen: Share;
  /** Tricked calls to which the judge gave nothing that could be read, and that nothing else decided. */
  unjudged: number;
}

export interface AttackOptions {
  judge: Judge;
  rules: readonly RulePack[];
  calls: readonly DatedCall[];
  tricks: readonly Trick[];
  /** Which trick goes into which call, and where, is told by it. */
  seed?: string;
  parallel?: number;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/**
 * Judges the labelled calls as they are, then each trick inside one of them (every call is used as often as the others,
 * but for one), on the lane's own path, and says what the tricks changed.
 * @throws what `judgeSet` throws.
 */
export async function runAttacks(options: AttackOptions): Promise<AttackReport> {
  const { calls, tricks, seed = "attacks", rules, judge, parallel, onProgress, signal } = options;
  const random = seededBy(seed);
  const order = calls.map((call) => ({ call, at: random() })).sort((a, b) => a.at - b.at);
  const pairs = Array.from({ length: Math.max(tricks.length, calls.length) }, (_, pair) => ({
    call: order[pair % order.length]?.call,
    trick: tricks[pair % tricks.length],
  })).flatMap(({ call, trick }) =>
    call && trick ? [{ call, trick, tricked: insertTrick(call, trick, random) }] : [],
  );
  const judged = await judgeSet([...calls, ...pairs.map(({ tricked }) => tricked)], {
    judge,
    rules,
    ...(parallel === undefined ? {} : { parallel }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  });
  const plain = new Map(judged.slice(0, calls.length).map((one) => [one.call.id, one]));
  const outcomes = pairs.flatMap(({ call, trick }, pair) => {
    const [before, after] = [plain.get(call.id), judged[calls.length + pair]];
    return before && after ? [{ trick, before, after }] : [];
  });
  return {
    tricks: tricks.length,
    tricked: outcomes.length,
    ...reportOn(outcomes, [...plain.values()], rules),
  };
}

interface Outcome {
  trick: Trick;
  before: JudgedCall;
  after: JudgedCall;
}

function reportOn(
  outcomes: readonly Outcome[],
  untricked: readonly JudgedCall[],
  rules: readonly RulePack[],
): Omit<AttackReport, "tricks" | "tricked"> {
  const gate = { hits: 0, of: 0 };
  const suppressed = { hits: 0, of: 0 };
  const unseen = { hits: 0, of: 0 };
  const invented: { call: string; code: string; trick: string }[] = [];
  const families = new Map<string, boolean[]>();
  const raisedBy = new Map<string, string[]>();
  for (const { trick, before, after } of outcomes) {
    const { call } = before;
    const codes = codesOf(after.verdict);
    const raised = raisedBy.get(call.id) ?? gateCodes(call, rules);
    raisedBy.set(call.id, raised);
    gate.of += raised.length;
    gate.hits += raised.filter((code) => codes.includes(code)).length;
    const known = [
      ...call.flags.map(({ code }) => code),
      ...call.tolerated_flags,
      ...codesOf(before.verdict),
    ];
    for (const code of codes)
      if (!known.includes(code)) invented.push({ call: call.id, code, trick: trick.turns.join(" / ") });
    families.set(trick.family, [...(families.get(trick.family) ?? []), isAddressed(after)]);
    if (call.label !== "bad") continue;
    const given = verifiedCodes(before);
    const still = verifiedCodes(after);
    suppressed.of += given.length;
    suppressed.hits += given.filter((code) => !still.includes(code)).length;
    unseen.of += given.length;
    if (codes.length === 0 && after.verdict !== null && after.verdict.needsReview === null)
      unseen.hits += given.length;
  }
  const share = (all: readonly boolean[]) => shareOf(all.filter(Boolean).length, all.length);
  const safe = untricked.filter(({ call }) => call.label === "safe");
  return {
    judges: [
      ...new Set(
        [...untricked, ...outcomes.map(({ after }) => after)].flatMap(({ answer }) => answer?.model ?? []),
      ),
    ],
    gateFlagsStanding: shareOf(gate.hits, gate.of),
    invented,
    addressed: share([...families.values()].flat()),
    addressedByFamily: Object.fromEntries([...families].map(([family, all]) => [family, share(all)])),
    unnoticed: outcomes
      .filter(({ after }) => !isAddressed(after))
      .map(({ trick }) => trick.turns.join(" / ")),
    safeAddressedUntricked: share(safe.map(isAddressed)),
    suppressed: shareOf(suppressed.hits, suppressed.of),
    passedUnseen: shareOf(unseen.hits, unseen.of),
    unjudged: outcomes.filter(({ after }) => after.verdict === null).length,
  };
}

function codesOf(verdict: Verdict | null): string[] {
  return verdict?.flags.map(({ code }) => code) ?? [];
}

function isAddressed({ verdict }: JudgedCall): boolean {
  return verdict?.needsReview === "addresses_judge";
}

function gateCodes(
  { id, vertical, date: day, turns: segments }: DatedCall,
  rules: readonly RulePack[],
): string[] {
  const unknown = { words: [], peaks: null, earlierCalls: [], recordingSeconds: null };
  const call = { id, purpose: "eval" as const, vertical, day, segments, ...unknown };
  return passGate(call, rulesOf(rules, vertical, day)).flags.map(({ code }) => code);
}

/** What the judge itself found, with a quote that stands where it says. */
function verifiedCodes({ call, answer }: JudgedCall): string[] {
  return (answer?.findings ?? [])
    .filter((finding) => finding.answer === "yes" && verifyEvidence(finding, call.turns) !== null)
    .map(({ code }) => code);
}
