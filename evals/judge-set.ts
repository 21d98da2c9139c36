import { failureOf } from "@callscript/core/failure.ts";
import type { Judge, JudgeAnswer, Verdict } from "@callscript/core/ports.ts";
import type { RulePack } from "@callscript/core/rule.ts";
import { rulesOf } from "@callscript/core/rules-of.ts";
import { wait } from "@callscript/core/wait.ts";
import { breathing } from "./breathe.ts";
import { judgeLabelled } from "./judge-labelled.ts";
import type { DatedCall } from "./read-labelled-set.ts";

/** A call of the set and what became of it; without a verdict it could not be judged, and `failure` says why. */
export type JudgedCall = { call: DatedCall } & (
  | { verdict: Verdict; answer: JudgeAnswer | null }
  | { verdict: null; answer: null; failure: string }
);

export interface JudgeSetOptions {
  judge: Judge;
  rules: readonly RulePack[];
  /** How many calls are with the judge at once. */
  parallel?: number;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/** How often a call is given to a judge that is busy or out of reach, and the longest wait between in seconds. */
const mostTries = 6;
const longestWait = 60;

/**
 * Judges every call on the lane's own path (gate, judge, evidence), in the order of the set. A call whose answer cannot
 * be read is counted as such; a judge that is busy is asked again.
 * @throws the lane's failure (a key that is refused, say), or the last transient one of a call that ran out of tries.
 */
export async function judgeSet(calls: readonly DatedCall[], options: JudgeSetOptions): Promise<JudgedCall[]> {
  const { parallel = 1, onProgress, signal = new AbortController().signal } = options;
  const judged: JudgedCall[] = [];
  const stopped = new AbortController();
  const both = AbortSignal.any([signal, stopped.signal]);
  let next = 0;
  let done = 0;
  const breathe = breathing(both);
  const work = async () => {
    for (let at = next++; at < calls.length; at = next++) {
      const call = calls[at];
      if (call === undefined) return;
      await breathe();
      judged[at] = await judgeOrFail(call, options, both);
      done += 1;
      onProgress?.(done, calls.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: parallel }, work));
  } catch (error) {
    // One that stops the run stops the requests of the others too.
    stopped.abort();
    signal.throwIfAborted();
    throw error;
  }
  return judged;
}

async function judgeOrFail(
  call: DatedCall,
  { judge, rules }: JudgeSetOptions,
  signal: AbortSignal,
): Promise<JudgedCall> {
  for (let tries = 1; ; tries += 1) {
    // A judge that is only told of a stop to come would wait for ever.
    signal.throwIfAborted();
    try {
      const asked = rulesOf(rules, call.vertical, call.date);
      return { call, ...(await judgeLabelled(judge, call, asked, { signal })) };
    } catch (error) {
      signal.throwIfAborted();
      const failure = failureOf(error);
      if (failure.kind === "call") return { call, verdict: null, answer: null, failure: failure.reason };
      if (failure.kind === "lane" || tries === mostTries) throw error;
      await wait(Math.min(longestWait, failure.retryAfterSeconds ?? 2 ** tries), signal);
    }
  }
}
