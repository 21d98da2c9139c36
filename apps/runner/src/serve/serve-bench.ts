import { purseLimitsOf } from "@callscript/adapters/judge-openai/judge-settings.ts";
import { pricedModelName } from "@callscript/adapters/judge-openai/prices.ts";
import { failureOf } from "@callscript/core/failure.ts";
import { createPurse } from "@callscript/core/judge-purse.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { type BenchJudge, benchRules } from "@callscript/lanes/judge/bench-rules.ts";
import { judgePrices, openJudge } from "../compose/lane-ports.ts";
import type { Installation } from "../compose/open-installation.ts";

/** Says that it is there at least so often; the dashboard takes it for gone after a minute. */
const beatMs = 20_000;
/** Calls with a model at once. */
const parallel = 8;

export interface ServedBench {
  /** Looks now: somebody asked for a run. */
  look(): void;
  /** Settles once the signal aborted and what was under way is given back. */
  ended: Promise<void>;
}

/** Tries drafts of the rules over past calls, whenever somebody asks for it, until the signal aborts. */
export function serveBench(
  { db, env, log }: Pick<Installation, "db" | "env" | "log">,
  signal: AbortSignal,
): ServedBench {
  const prices = judgePrices(env);
  const judge: BenchJudge = {
    model: prices === null ? "phrases" : pricedModelName(env.JUDGE_MODEL, prices),
    parallel: prices === null ? 1 : parallel,
    purse: createPurse(db, purseLimitsOf(env)),
    open: (purse) => openJudge(env, purse),
  };
  const worker = workerName("bench");
  let wake = () => {};
  let isRung = false;
  const rest = () =>
    new Promise<void>((resolve) => {
      if (isRung || signal.aborted) return resolve();
      const timer = setTimeout(() => wake(), beatMs);
      wake = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      signal.addEventListener("abort", wake, { once: true });
    });
  const serve = async () => {
    while (!signal.aborted) {
      isRung = false;
      try {
        if (await benchRules({ db, judge, log }, { worker, signal })) continue;
      } catch (error) {
        if (!signal.aborted) log.warn("bench waits", { reason: failureOf(error).reason });
      }
      await rest();
    }
  };
  return {
    look() {
      isRung = true;
      wake();
    },
    ended: serve(),
  };
}
