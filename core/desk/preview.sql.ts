import { z } from "zod";
import { query } from "../query.ts";
import { callFactColumns, callFacts } from "./call-facts.ts";

/** What a flag is judged by without opening its call. */
const PreviewCall = z.object({
  ...callFacts,
  payout: z.string().nullable(),
  judged_at_utc: z.date().nullable(),
});
export type PreviewCall = z.infer<typeof PreviewCall>;

export const previewCall = query<[id: string]>()(
  "preview_call",
  PreviewCall,
  `select ${callFactColumns}, c.payout::text as payout,
    (select min(j.judged_at_utc) from core.judgements j where j.call_id = c.id and j.finding = 'flagged') as judged_at_utc
  from core.calls c left join core.campaigns g on g.id = c.campaign_id
  where c.id = $1`,
);
