import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { ringbaBudget, ringbaRequestsPerMinute, setBudget } from "@callscript/core/rate-budget.sql.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { ingestLane } from "@callscript/lanes/ingest/ingest.lane.ts";
import { budgetMs, log, serveLane, setting } from "../_shared/serve-lane.ts";

export default serveLane(async (db, signal) => {
  await setBudget.run(db, ringbaBudget, ringbaRequestsPerMinute);
  const source = createRingbaSource({
    baseUrl: "https://api.ringba.com",
    accountId: setting("RINGBA_ACCOUNT_ID"),
    apiToken: setting("RINGBA_API_TOKEN"),
    timeoutMs: 30_000,
  });
  return ingestLane(
    { db, source, clock: { now: () => new Date() }, log },
    { worker: workerName("ingest"), budgetMs, signal },
  );
});
