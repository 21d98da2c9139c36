import { z } from "zod";
import { query } from "../query.ts";

export const FlagOpinion = z.enum(["wrong", "right", "withdrawn"]);
export type FlagOpinion = z.infer<typeof FlagOpinion>;

/** Says of one flag of a call whether it is right; false where the call has no such flag. It decides no call. */
export const reviewFlag = query<[call: string, code: string, opinion: FlagOpinion, actor: string]>()(
  "review_flag",
  z.object({ saved: z.boolean() }),
  "select core.review_flag($1, $2, $3, $4) as saved",
);

const FlagReview = z.object({
  code: z.string(),
  opinion: z.enum(["wrong", "right"]),
  by: z.string(),
  at_utc: z.date(),
});

/** What was last said of each flag of a call, unless it was taken back. */
export const flagReviews = query<[call: string]>()(
  "flag_reviews",
  FlagReview,
  `select r.code, r.opinion, coalesce(u.name, r.reviewer) as by, r.reviewed_at_utc as at_utc
  from (select distinct on (code) * from core.flag_reviews where call_id = $1 order by code, id desc) r
    left join app_auth."user" u on u.email = r.reviewer
  where r.opinion <> 'withdrawn'`,
);
