import { z } from "zod";
import { query } from "../query.ts";

/** Who spoke last of each call, by name where it is known, and how long ago. */
export const lastReviews = query<[calls: readonly string[]]>()(
  "last_reviews",
  z.object({ call_id: z.uuid(), name: z.string(), seconds_ago: z.int() }),
  `select distinct on (r.call_id) r.call_id, coalesce(u.name, r.reviewer) as name,
    greatest(0, extract(epoch from clock_timestamp() - r.reviewed_at_utc))::int as seconds_ago
  from core.reviews r left join app_auth."user" u on u.email = r.reviewer
  where r.call_id = any ($1::uuid[]) order by r.call_id, r.reviewed_at_utc desc`,
);
