import process from "node:process";
import {
  endpointOf,
  JudgeSettings,
  pricesOf,
  purseLimitsOf,
} from "@callscript/adapters/judge-openai/judge-settings.ts";
import { createOpenAiJudge } from "@callscript/adapters/judge-openai/openai-judge.ts";
import { createPurse } from "@callscript/core/judge-purse.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { judgeLane } from "@callscript/lanes/judge/judge.lane.ts";
import { budgetMs, log, serveLane, setting } from "../_shared/serve-lane.ts";

export default serveLane((db, signal) => {
  const set = Object.entries(process.env).filter(([, value]) => value?.trim());
  const settings = JudgeSettings.parse(Object.fromEntries(set));
  const prices = pricesOf(settings);
  if (prices === null)
    throw new Error(`the price of ${settings.JUDGE_MODEL} is not known: set JUDGE_PRICES_USD_PER_MILLION`);
  const limits = purseLimitsOf(settings);
  const judge = createOpenAiJudge({
    ...endpointOf(settings),
    apiKey: setting("OPENAI_API_KEY"),
    prices,
    purse: createPurse(db, { ...limits, patienceSeconds: 30 }),
  });
  return judgeLane(
    { db, judge, clock: { now: () => new Date() }, log },
    {
      worker: workerName("judge"),
      batch: 8,
      budgetMs,
      signal,
      dailyBudgetUsd: limits.dailyBudgetUsd,
      sampleShare: settings.JUDGE_SAMPLE_SHARE,
    },
  );
});
