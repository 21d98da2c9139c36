import { query } from "@callscript/core/query.ts";
import { z } from "zod";

/** Sets the budget where none is set: what another process configured stays. */
export const ensureBudget = query<[name: string, perMinute: number]>()(
  "ensure_budget",
  z.object({}),
  `insert into core.rate_budgets (name, per_minute, tokens) values ($1, $2, $2) on conflict (name) do nothing`,
);
