import { query } from "@callscript/core/query.ts";
import { z } from "zod";

/** The newest published version of General and of the vertical: the rules in force on the day. */
export const rulesInForce = query<[vertical: string, day: string]>()(
  "rules_in_force",
  z.object({ pack: z.string(), version: z.string(), definition: z.unknown() }),
  `with newest as (
    select distinct on (pack) id, pack, version from core.rule_versions
    where pack in ('General', $1) order by pack, published_at_utc desc)
  select n.pack, n.version, r.definition
  from newest n join core.rules r on r.rule_version_id = n.id
  where $2::date between r.effective_from and coalesce(r.effective_to, 'infinity'::date)
  order by n.pack <> 'General', r.position`,
);

export const finishJudge = query<
  [
    call: string,
    worker: string,
    attempt: number,
    finding: string,
    flags: string,
    severity: number,
    reviewReason: string | null,
    qaVersion: string,
    judgeModel: string,
    asked: readonly string[],
    tokensIn: number,
    tokensCached: number,
    tokensOut: number,
    costUsd: string,
    notApplicable: readonly string[],
    doubts: string,
  ]
>()(
  "finish_judge",
  z.object({ written: z.boolean() }),
  "select core.finish_judge($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10::text[], $11, $12, $13, $14::numeric, $15::text[], $16::jsonb) as written",
);
