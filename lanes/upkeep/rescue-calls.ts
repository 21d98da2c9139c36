import type { Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { rescueZombies } from "./upkeep.sql.ts";

/** A rescue that returns so many calls may have left others. */
export const rescueBatch = 500;

/** Returns calls whose worker died to where they can be claimed, a batch at most; answers how many. */
export async function rescueCalls({ db, log }: { db: Db; log: Log }): Promise<number> {
  const rescued = await rescueZombies.run(db, rescueBatch);
  if (rescued.length > 0) {
    const failed = rescued.filter((call) => call.to_status === "failed").length;
    log.warn("calls rescued from dead workers", { calls: rescued.length, failed });
  }
  return rescued.length;
}
