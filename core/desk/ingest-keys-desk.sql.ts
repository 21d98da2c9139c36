import { z } from "zod";
import { query } from "../query.ts";

/** The pixel's keys without their hashes. The database refuses who is no admin, here and below. */
export const ingestKeysForDesk = query<[actor: string]>()(
  "ingest_keys_for_desk",
  z.object({
    name: z.string(),
    created_at_utc: z.date(),
    created_by: z.string(),
    last_used_at_utc: z.date().nullable(),
    revoked_at_utc: z.date().nullable(),
    is_good: z.boolean(),
  }),
  "select name, created_at_utc, created_by, last_used_at_utc, revoked_at_utc, is_good from core.ingest_keys_for_desk($1)",
);

/** false: the name is in use (no hours given), or has no good key (hours given). */
export const keepIngestKey = query<
  [name: string, keyHash: string, graceHours: number | null, actor: string]
>()(
  "keep_ingest_key",
  z.object({ kept: z.boolean() }),
  "select core.make_ingest_key($1, $2, $3, $4) as kept",
);

export const revokeIngestKey = query<[name: string, actor: string]>()(
  "revoke_ingest_key",
  z.object({ revoked: z.boolean() }),
  "select core.revoke_ingest_key($1, $2) as revoked",
);
