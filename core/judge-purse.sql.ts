import { z } from "zod";
import { query } from "./query.ts";

/** Sets one request aside, or says when to ask again; the ticket is the same for each asking of one request. */
export const reserveModelRequest = query<
  [
    ticket: string,
    call: string | null,
    purpose: string,
    model: string,
    tokens: number,
    usd: string,
    budgetUsd: string,
    requestsPerMinute: number,
    tokensPerMinute: number,
  ]
>()(
  "reserve_model_request",
  z.object({
    outcome: z.enum(["granted", "wait", "budget"]),
    request: z.string().nullable(),
    wait_seconds: z.number().nullable(),
    spent_usd: z.string(),
    reserved_usd: z.string(),
  }),
  "select * from core.reserve_model_request($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);

/** Who no longer waits for room holds nobody up. */
export const leaveModelLine = query<[ticket: string]>()(
  "leave_model_line",
  z.object({}),
  "select core.leave_model_line($1)",
);

export const settleModelRequest = query<
  [request: string, tokensIn: number, tokensCached: number, tokensOut: number, costUsd: string]
>()(
  "settle_model_request",
  z.object({ settled: z.boolean() }),
  "select core.settle_model_request($1, $2, $3, $4, $5) as settled",
);

export const releaseModelRequest = query<[request: string]>()(
  "release_model_request",
  z.object({ settled: z.boolean() }),
  "select core.settle_model_request($1, 0, 0, 0, 0, true) as settled",
);

/** The day's budget was raised, or a new day began: the judge goes on. Pauses of other kinds stand. */
export const resumeWithinBudget = query<[budgetUsd: string]>()(
  "resume_judge_within_budget",
  z.object({}),
  "select core.resume_judge_within_budget($1)",
);
