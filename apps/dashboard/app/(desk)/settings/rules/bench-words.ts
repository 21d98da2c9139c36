import { count, money } from "../../../../lib/format.ts";

export const benchSizes = [100, 500, 2_000] as const;

/** What a set of calls may be chosen as. */
export type BenchSet = "100" | "500" | "2000" | "reviewed";

/** Fewer reviewed calls than this tell too little. */
const fewSamples = 30;

export interface BenchPrice {
  calls: number;
  /** null: nobody has judged with this model yet. */
  usd: number | null;
  seconds: number;
}

/** What a run takes: phrases are free; a model is asked twice where a call was not judged by the rules in force. */
export function priceOf(
  calls: number,
  { isPaid, meanUsd, callsASecond }: { isPaid: boolean; meanUsd: number | null; callsASecond: number | null },
): BenchPrice {
  const usual = isPaid ? 4 : 60;
  return {
    calls,
    usd: isPaid ? (meanUsd === null ? null : calls * meanUsd * 2) : 0,
    seconds: Math.max(1, Math.ceil(calls / (callsASecond ?? usual))),
  };
}

/** "At most $0.26, about 2 min"; "Free, about 9 s". */
export function priceWords({ usd, seconds }: BenchPrice): string {
  const time = seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  if (usd === null) return `About ${time}. What this model costs a call is not known yet; it stops at $1.00.`;
  if (usd === 0) return `Free, about ${time}`;
  return `At most $${Math.max(0.01, Math.ceil(usd * 100) / 100).toFixed(2)}, about ${time}`;
}

/** The dollars at which the run stops, as the database takes them. */
export function usdAtMost({ usd }: BenchPrice): string {
  return usd === null ? "1" : usd === 0 ? "0" : Math.max(0.01, Math.ceil(usd * 100) / 100).toFixed(2);
}

/** "39 of 40"; "–" where there are none. */
export function ofWords(part: number, whole: number): string {
  return whole === 0 ? "–" : `${count(part)} of ${count(whole)}`;
}

/** A warning where a share rests on too few calls; null: on enough. */
export function fewWords(calls: number): string | null {
  if (calls >= fewSamples) return null;
  return calls === 0
    ? "None of these calls was reviewed, so nothing tells whether the draft is better."
    : `Too few to tell: ${calls} reviewed ${calls === 1 ? "call" : "calls"}, and ${fewSamples} are needed.`;
}

/** "$549 at stake". */
export function stakeWords(usd: string, word: string): string {
  return `${money(usd, { sum: true })} ${word}`;
}

/** How a run stands, in one sentence. */
export function runWords(run: {
  state: "queued" | "running" | "finished" | "cancelled" | "failed";
  cancelAsked: boolean;
  done: number;
  total: number | null;
  reason: string | null;
}): string {
  const { state, done, total, reason } = run;
  switch (state) {
    case "queued":
      return "Waiting for the runner.";
    case "running":
      if (run.cancelAsked) return "Stopping.";
      return total === null ? "Looking for the calls." : `${count(done)} of ${count(total)} calls.`;
    case "finished":
      return reason ?? "";
    case "cancelled":
      return `Cancelled after ${count(done)} ${done === 1 ? "call" : "calls"}.`;
    case "failed":
      return `It could not go on: ${reason ?? "no reason was given"}`;
  }
}

/** The whole call, at the second of its quote. */
export function benchCallHref({ callId, at }: { callId: string; at: number | null }): string {
  return `/calls/${callId}${at === null ? "" : `?t=${at.toFixed(1)}`}`;
}

/** The lines with those marked that hold the draft's quote to the letter; what is in force found another, or none. */
export function markedBy<T extends { text: string; quote: string | null }>(
  evidence: string | null,
  lines: readonly T[],
): T[] {
  const sought = evidence?.toLowerCase();
  return lines.map((line) => ({
    ...line,
    quote: sought !== undefined && line.text.toLowerCase().includes(sought) ? evidence : null,
  }));
}
