import { z } from "zod";
import { query } from "../query.ts";

/** The open sessions of a person, the last seen first. */
export const sessionsOf = query<[user: string]>()(
  "sessions_of",
  z.object({
    id: z.string(),
    begun_at_utc: z.date(),
    seen_at_utc: z.date(),
    address: z.string(),
    user_agent: z.string(),
  }),
  `select s.id, s."createdAt" as begun_at_utc, s."updatedAt" as seen_at_utc, coalesce(s."ipAddress", '') as address,
    coalesce(s."userAgent", '') as user_agent
  from app_auth.session s where s."userId" = $1 and s."expiresAt" > now() order by s."updatedAt" desc limit 100`,
);

/** Ends one session (null: all) of a person, but not the one to keep; answers how many. One's own, or for an admin anybody's. */
export const endSessions = query<
  [user: string, session: string | null, keep: string | null, actor: string]
>()("end_sessions", z.object({ ended: z.int() }), "select core.end_sessions($1, $2, $3, $4) as ended");
