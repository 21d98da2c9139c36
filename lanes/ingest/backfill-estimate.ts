import { addUsd, timesUsd, usdForUnits } from "@callscript/core/money.ts";
import type { ProviderPage } from "@callscript/core/ports.ts";
import type { Usd } from "@callscript/core/usd.ts";

/** Tokens of a rule set with its duty, rounded up: the packs that are shipped make 1,600 to 1,900. */
const rulesTokens = 2500;
/** A minute of talk as numbered `[m:ss] A:` lines, measured with o200k_base at 155 words a minute. */
const talkTokensPerMinute = 227;
const answerTokens = 80;
/** The mean that the product's prices are told for. */
const usualSeconds = 180;

/** Dollars a million tokens. */
export interface JudgePrices {
  inputPerMillion: Usd;
  outputPerMillion: Usd;
}

/** Some calls, how many of them have something to transcribe, and how long that is on average. */
export interface CallSample {
  calls: number;
  recorded: number;
  meanSeconds: number;
  from: "stored" | "page";
}

export interface BackfillEstimate {
  /** Of the calls to come, those with something to transcribe. */
  recorded: number;
  audioHours: number;
  /** Of this machine; null: nothing was transcribed here yet. */
  computeHours: number | null;
  /** What judging one call of the sample's length costs, without cached tokens. */
  usdPerJudged: Usd;
  usd: Usd;
}

/** What reading `calls` new calls makes of audio, computing and dollars; `prices` null: the judge costs nothing. */
export function estimateBackfill(
  calls: number,
  sample: CallSample,
  { prices, speechPace }: { prices: JudgePrices | null; speechPace: number | null },
): BackfillEstimate {
  const { share, meanSeconds } = whatIsRecorded(sample);
  const recorded = Math.round(calls * share);
  const audioHours = (recorded * meanSeconds) / 3600;
  const usdPerJudged = judgeUsd(meanSeconds / 60, prices);
  return {
    recorded,
    audioHours,
    computeHours: speechPace === null ? null : audioHours * speechPace,
    usdPerJudged,
    usd: timesUsd(usdPerJudged, recorded),
  };
}

/**
 * The share of calls that have something to transcribe, and how long that is. Where the sample has no recording (the newest
 * calls' links are still to come) nothing is known: every call may have one, as long as calls are.
 */
export function whatIsRecorded({ calls, recorded, meanSeconds }: CallSample): {
  share: number;
  meanSeconds: number;
} {
  return recorded === 0 ? { share: 1, meanSeconds: usualSeconds } : { share: recorded / calls, meanSeconds };
}

/** The judge's price of one call with so many minutes of talk. */
export function judgeUsd(minutes: number, prices: JudgePrices | null): Usd {
  if (prices === null) return "0";
  return addUsd(
    usdForUnits(rulesTokens + talkTokensPerMinute * minutes, prices.inputPerMillion),
    usdForUnits(answerTokens, prices.outputPerMillion),
  );
}

/** What a page says of the calls around it. */
export function sampleOf({ calls }: ProviderPage): CallSample {
  const recorded = calls.filter((call) => call.hasConnected !== false && call.recordingUrl !== null);
  const seconds = recorded.reduce(
    (sum, call) => sum + (call.connectedSeconds ?? call.durationSeconds ?? 0),
    0,
  );
  return {
    calls: calls.length,
    recorded: recorded.length,
    meanSeconds: recorded.length === 0 ? 0 : seconds / recorded.length,
    from: "page",
  };
}
