import { createOpenAiJudge } from "@callscript/adapters/judge-openai/openai-judge.ts";
import { listPriceOf } from "@callscript/adapters/judge-openai/prices.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { judgeLane } from "@callscript/lanes/judge/judge.lane.ts";
import { budgetMs, log, serveLane, setting } from "../_shared/serve-lane.ts";

const model = "gpt-4o-mini";

export default serveLane((db, signal) => {
  const prices = listPriceOf(model);
  if (prices === null) throw new Error(`the price of ${model} is not known`);
  const judge = createOpenAiJudge({
    baseUrl: "https://api.openai.com/v1",
    apiKey: setting("OPENAI_API_KEY"),
    model,
    prices,
    timeoutMs: 60_000,
  });
  return judgeLane(
    { db, judge, clock: { now: () => new Date() }, log },
    { worker: workerName("judge"), batch: 8, budgetMs, signal, dailyBudgetUsd: "8.00" },
  );
});
