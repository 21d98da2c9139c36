import type { Db } from "@callscript/core/query.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { asksOtherRules, rulesOf, withPacks } from "@callscript/core/rules-of.ts";
import { pastCalls, sampleBound } from "./backtest.sql.ts";

/** Calls of one vertical and day that are judged alike. */
interface BacktestStratum {
  vertical: string;
  day: string;
  calls: number;
  characters: number;
  /** true: the stored judgement is the same judge's by the rules in force, and nothing need be judged to compare with. */
  isStored: boolean;
}

export interface BacktestPlan {
  /** All packs in force, and the same with the draft in the place of those that it replaces. */
  before: readonly RulePack[];
  after: readonly RulePack[];
  fromUtc: Date;
  /** true: only calls that a person has decided. */
  decidedOnly: boolean;
  /** Calls of the time with a transcript, and those of them that the draft asks other rules. */
  calls: number;
  touched: readonly BacktestStratum[];
  /** null: every touched call is judged. */
  sample: { size: number; seed: string } | null;
  /** The time of the touched calls, and their days with their verticals, as the queries name them. */
  span: { fromUtc: Date; toUtc: Date; strata: string[] };
  /** Only hashes up to it are of the sample; null: all. */
  bound: string | null;
}

/**
 * What a back-test would judge: the calls since `fromUtc` that the draft asks other rules than are in force. `storedModel`
 * is the judge whose stored judgements are compared with; null: every call is judged by both sets of rules.
 */
export async function planBacktest(
  db: Db,
  input: {
    published: readonly RulePack[];
    draft: readonly RulePack[];
    fromUtc: Date;
    storedModel: string | null;
    sample: { size: number; seed: string } | null;
    decidedOnly?: boolean;
    /** The only vertical whose calls are looked at; null: all. */
    vertical?: string | null;
  },
): Promise<BacktestPlan> {
  const { published: before, fromUtc, decidedOnly = false, vertical: only = null } = input;
  const after = withPacks(before, input.draft);
  const rows = await pastCalls.run(db, fromUtc, decidedOnly, only);
  const isTouched = remembered((vertical: string, day: string) =>
    asksOtherRules(before, after, { vertical, day }),
  );
  const touched = rows
    .filter(({ vertical, day }) => isTouched(vertical, day))
    .map((row) => ({
      vertical: row.vertical,
      day: row.day,
      calls: row.calls,
      characters: Number(row.characters),
      isStored: isComparable(row, rulesOf(before, row.vertical, row.day).version, input.storedModel),
    }));
  const days = touched.map(({ day }) => day).sort();
  const firstDay = new Date(`${days[0] ?? "1970-01-01"}T00:00:00Z`);
  const span = {
    fromUtc: firstDay > fromUtc ? firstDay : fromUtc,
    toUtc: new Date(Date.parse(`${days.at(-1) ?? "1970-01-01"}T00:00:00Z`) + 86_400_000),
    strata: [...new Set(touched.map(({ day, vertical }) => `${day} ${vertical}`))],
  };
  const count = touched.reduce((sum, { calls }) => sum + calls, 0);
  const sample = input.sample && input.sample.size < count ? input.sample : null;
  const [drawn] = sample
    ? await sampleBound.run(db, span.fromUtc, span.toUtc, span.strata, sample.seed, sample.size, decidedOnly)
    : [];
  return {
    before,
    after,
    fromUtc,
    decidedOnly,
    calls: rows.reduce((sum, { calls }) => sum + calls, 0),
    touched,
    sample,
    span,
    bound: drawn?.bound ?? null,
  };
}

/** true: the stored judgement is by the rules in force and by the same judge, or by the facts alone. */
export function isComparable(
  { qa_version, judge_model }: { qa_version: string | null; judge_model: string | null },
  version: string,
  storedModel: string | null,
): boolean {
  return storedModel !== null && qa_version === version && [storedModel, "facts"].includes(judge_model ?? "");
}

/** The same answer for the same vertical and day without working it out again. */
export function remembered<T>(
  work: (vertical: string, day: string) => T,
): (vertical: string, day: string) => T {
  const known = new Map<string, T>();
  return (vertical, day) => {
    const key = `${day} ${vertical}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = work(vertical, day);
    known.set(key, made);
    return made;
  };
}

/** How many calls the plan judges. */
export function plannedCalls({ touched, sample }: BacktestPlan): number {
  return sample?.size ?? touched.reduce((sum, { calls }) => sum + calls, 0);
}
