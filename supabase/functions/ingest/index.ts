import { createColumnMemory } from "@callscript/adapters/ringba/column-memory.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { ingestLane } from "@callscript/lanes/ingest/ingest.lane.ts";
import { ringbaAccount } from "../_shared/ringba-account.ts";
import { budgetMs, log, serveLane } from "../_shared/serve-lane.ts";
import { applyBudget, ingestTiers } from "./ingest-settings.ts";

export default serveLane(async (db, signal) => {
  const tiers = ingestTiers();
  await applyBudget(db);
  const account = ringbaAccount();
  const source = createRingbaSource({
    ...account,
    timeoutMs: 30_000,
    columnMemory: createColumnMemory(db, account.accountId),
  });
  return ingestLane(
    { db, source, clock: { now: () => new Date() }, log },
    { worker: workerName("ingest"), budgetMs, signal, tiers },
  );
});
