import { z } from "zod";
import { query } from "../query.ts";

export const insertIngestKey = query<[name: string, keyHash: string, createdBy: string]>()(
  "insert_ingest_key",
  z.object({ id: z.uuid() }),
  `insert into core.ingest_keys (name, key_hash, created_by) values ($1, $2, $3)
  on conflict (name) where revoked_at_utc is null do nothing returning id`,
);

/** Ends every key of the name after so many hours, 0 for now; one that ends sooner keeps its end. Answers with their ends. */
export const endIngestKeys = query<[name: string, hours: number]>()(
  "end_ingest_keys",
  z.object({ ends_at_utc: z.date() }),
  `update core.ingest_keys set revoked_at_utc = least(revoked_at_utc, now() + make_interval(hours => $2))
  where name = $1 and (revoked_at_utc is null or revoked_at_utc > now())
  returning revoked_at_utc as ends_at_utc`,
);

/** The keys that are good, and those that ended within 30 days, oldest first. */
export const listIngestKeys = query<[]>()(
  "list_ingest_keys",
  z.object({
    name: z.string(),
    created_at_utc: z.date(),
    created_by: z.string(),
    last_used_at_utc: z.date().nullable(),
    revoked_at_utc: z.date().nullable(),
    is_good: z.boolean(),
  }),
  `select name, created_at_utc, created_by, last_used_at_utc, revoked_at_utc,
    revoked_at_utc is null or revoked_at_utc > now() as is_good
  from core.ingest_keys where revoked_at_utc is null or revoked_at_utc > now() - interval '30 days'
  order by created_at_utc, id`,
);
