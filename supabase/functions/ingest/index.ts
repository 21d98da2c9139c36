import process from "node:process";
import { createColumnMemory } from "@callscript/adapters/ringba/column-memory.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { workerName } from "@callscript/core/worker-name.ts";
import { ingestLane } from "@callscript/lanes/ingest/ingest.lane.ts";
import { budgetMs, log, serveLane, setting } from "../_shared/serve-lane.ts";
import { applyBudget, ingestTiers } from "./ingest-settings.ts";

export default serveLane(async (db, signal) => {
  const tiers = ingestTiers();
  await applyBudget(db);
  const accountId = setting("RINGBA_ACCOUNT_ID");
  const source = createRingbaSource({
    baseUrl: process.env["RINGBA_BASE_URL"] || "https://api.ringba.com",
    accountId,
    apiToken: setting("RINGBA_API_TOKEN"),
    timeoutMs: 30_000,
    columnMemory: createColumnMemory(db, accountId),
  });
  return ingestLane(
    { db, source, clock: { now: () => new Date() }, log },
    { worker: workerName("ingest"), budgetMs, signal, tiers },
  );
});
