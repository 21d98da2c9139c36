import { addUsd, divideUsd, exceedsUsd, timesUsd, zeroUsd } from "../money.ts";
import type { Db } from "../query.ts";
import type { Usd } from "../usd.ts";
import {
  type CostRow,
  callJudgements,
  callRequests,
  callTranscriptions,
  costsByCall,
  costsByCampaign,
  costsByDay,
} from "./costs.sql.ts";

/** What the models and machines of a call and of a day may cost, and what a call cost in the system this replaces. */
const costGoals = { perCallUsd: "0.0015", perDayUsd: "15", replacedPerCallUsd: "0.05" } as const;

export type CostsBy = "day" | "campaign" | "call";

export interface CostLine {
  /** The day, the campaign's id or the call's; empty: calls without a campaign. */
  key: string;
  label: string;
  /** Calls judged for the first time. */
  calls: number;
  judge: {
    requests: number;
    tokensIn: number;
    tokensCached: number;
    tokensOut: number;
    usd: Usd;
    /** Requests that were never settled; `usd` has them with their bound. */
    unsettled: number;
    unsettledUsd: Usd;
  };
  speech: {
    transcriptions: number;
    computeSeconds: number;
    usd: Usd;
    /** Transcriptions that `usd` lacks: the machine's price was not set. */
    unpriced: number;
  };
  /** Back-tests and evaluations. */
  trialUsd: Usd;
  /** Judge and speech: what calls cost. */
  aiUsd: Usd;
  /** Of the calls judged; null: none was. */
  perCallUsd: Usd | null;
}

export interface CostReport {
  by: CostsBy;
  days: number;
  lines: readonly CostLine[];
  /** Of all days, whatever the lines are. */
  total: CostLine;
  /** `isWithin` is null where nothing is known, or where speech without a price is missing from what is within so far. */
  goals: {
    perCall: { usd: Usd | null; goalUsd: Usd; isWithin: boolean | null };
    /** Of the dearest day, trials among it. */
    perDay: { usd: Usd | null; day: string | null; goalUsd: Usd; isWithin: boolean | null };
    /** What the calls would have cost in the system this replaces. */
    replaced: { perCallUsd: Usd; usd: Usd };
  };
}

/** What the last days (UTC, today among them) cost. By call: the dearest `limit` ones. Dollars are exact. */
export async function readCosts(
  db: Db,
  { days, by, limit = 20 }: { days: number; by: CostsBy; limit?: number },
): Promise<CostReport> {
  const byDay = (await costsByDay.run(db, days)).map(lineOf);
  const lines = {
    day: async () => byDay,
    campaign: async () => (await costsByCampaign.run(db, days)).map(lineOf),
    call: async () => (await costsByCall.run(db, days, limit)).map(lineOf),
  };
  const total = sumOf(byDay);
  const dayUsd = (line: CostLine) => addUsd(line.aiUsd, line.trialUsd);
  const dearest = byDay.reduce<CostLine | null>(
    (most, line) => (most === null || exceedsUsd(dayUsd(line), dayUsd(most)) ? line : most),
    null,
  );
  const { perCallUsd, perDayUsd, replacedPerCallUsd } = costGoals;
  return {
    by,
    days,
    lines: await lines[by](),
    total,
    goals: {
      perCall: {
        usd: total.perCallUsd,
        goalUsd: perCallUsd,
        isWithin: isWithin(total.perCallUsd, perCallUsd, total.speech.unpriced),
      },
      perDay: {
        usd: dearest && dayUsd(dearest),
        day: dearest?.key ?? null,
        goalUsd: perDayUsd,
        isWithin: isWithin(dearest && dayUsd(dearest), perDayUsd, total.speech.unpriced),
      },
      replaced: { perCallUsd: replacedPerCallUsd, usd: timesUsd(replacedPerCallUsd, total.calls) },
    },
  };
}

/** Everything that one call's models and machines took, step by step. */
export async function readCallCosts(db: Db, call: string) {
  const [transcriptions, judgements, requests] = await Promise.all([
    callTranscriptions.run(db, call),
    callJudgements.run(db, call),
    callRequests.run(db, call),
  ]);
  const live = requests.filter(({ purpose }) => purpose === "judge" || purpose === "rejudge");
  return {
    transcriptions,
    judgements,
    requests,
    totalUsd: addUsd(
      zeroUsd,
      ...transcriptions.map(({ usd }) => usd ?? zeroUsd),
      ...live.map(({ usd }) => usd),
    ),
    /** true: the total lacks the speech of a machine whose price was not set. */
    isSpeechUnpriced: transcriptions.some(({ usd }) => usd === null),
  };
}
export type CallCosts = Awaited<ReturnType<typeof readCallCosts>>;

function isWithin(usd: Usd | null, goal: Usd, unpriced: number): boolean | null {
  if (usd === null) return null;
  if (exceedsUsd(usd, goal)) return false;
  return unpriced > 0 ? null : true;
}

function lineOf(row: CostRow): CostLine {
  const aiUsd = addUsd(row.judge_usd, row.speech_usd);
  return {
    key: row.key,
    label: row.label,
    calls: row.calls,
    judge: {
      requests: row.requests,
      tokensIn: row.tokens_in,
      tokensCached: row.tokens_cached,
      tokensOut: row.tokens_out,
      usd: row.judge_usd,
      unsettled: row.unsettled,
      unsettledUsd: row.unsettled_usd,
    },
    speech: {
      transcriptions: row.transcriptions,
      computeSeconds: row.compute_seconds,
      usd: row.speech_usd,
      unpriced: row.unpriced,
    },
    trialUsd: row.trial_usd,
    aiUsd,
    perCallUsd: row.calls === 0 ? null : divideUsd(aiUsd, row.calls),
  };
}

function sumOf(lines: readonly CostLine[]): CostLine {
  const count = (of: (line: CostLine) => number) => lines.reduce((sum, line) => sum + of(line), 0);
  const usd = (of: (line: CostLine) => Usd) => addUsd(zeroUsd, ...lines.map(of));
  const calls = count((line) => line.calls);
  const aiUsd = usd((line) => line.aiUsd);
  return {
    key: "",
    label: "all",
    calls,
    judge: {
      requests: count((line) => line.judge.requests),
      tokensIn: count((line) => line.judge.tokensIn),
      tokensCached: count((line) => line.judge.tokensCached),
      tokensOut: count((line) => line.judge.tokensOut),
      usd: usd((line) => line.judge.usd),
      unsettled: count((line) => line.judge.unsettled),
      unsettledUsd: usd((line) => line.judge.unsettledUsd),
    },
    speech: {
      transcriptions: count((line) => line.speech.transcriptions),
      computeSeconds: count((line) => line.speech.computeSeconds),
      usd: usd((line) => line.speech.usd),
      unpriced: count((line) => line.speech.unpriced),
    },
    trialUsd: usd((line) => line.trialUsd),
    aiUsd,
    perCallUsd: calls === 0 ? null : divideUsd(aiUsd, calls),
  };
}
