import process from "node:process";
import { ensureBudget } from "@callscript/adapters/ringba/ensure-budget.sql.ts";
import type { Db } from "@callscript/core/query.ts";
import { ringbaBudget, ringbaRequestsPerMinute, setBudget } from "@callscript/core/rate-budget.sql.ts";
import { parseTiers } from "@callscript/lanes/ingest/parse-tiers.ts";
import type { Tiers } from "@callscript/lanes/ingest/tiers.ts";
import { z } from "zod";

const range = "RINGBA_REQUESTS_PER_MINUTE is a number of requests a minute, 2 to 6000";
const PerMinute = z.coerce.number(range).min(2, range).max(6000, range);

/** The tiers of `INGEST_TIERS`, else the usual ones. @throws Error that says what is wrong with them. */
export function ingestTiers(): Tiers {
  return parseTiers(process.env["INGEST_TIERS"] ?? "");
}

/**
 * Sets the budget of `RINGBA_REQUESTS_PER_MINUTE`. Without it, what the runner configured in the same database stays.
 * @throws when the setting is no such number.
 */
export async function applyBudget(db: Db): Promise<void> {
  const given = process.env["RINGBA_REQUESTS_PER_MINUTE"];
  if (given) await setBudget.run(db, ringbaBudget, PerMinute.parse(given));
  else await ensureBudget.run(db, ringbaBudget, ringbaRequestsPerMinute);
}
