import { z } from "zod";
import { query } from "../../query.ts";

/** What people decided of a call, oldest first. */
export const callReviews = query<[call: string]>()(
  "call_reviews",
  z.object({ at_utc: z.date(), verdict: z.string(), by: z.string(), note: z.string().nullable() }),
  `select r.reviewed_at_utc as at_utc, r.verdict, coalesce(u.name, r.reviewer) as by, r.note
  from core.reviews r left join app_auth."user" u on u.email = r.reviewer
  where r.call_id = $1 order by r.reviewed_at_utc, r.id`,
);
