import { z } from "zod";
import { query } from "../query.ts";

const KnownKey = z.object({
  name: z.string(),
  created_at_utc: z.date(),
  created_by: z.string(),
  last_used_at_utc: z.date().nullable(),
  revoked_at_utc: z.date().nullable(),
  is_good: z.boolean(),
});
const columns = "name, created_at_utc, created_by, last_used_at_utc, revoked_at_utc, is_good";
/** false: the name is in use (no hours given), or has no good key (hours given). */
const Kept = z.object({ kept: z.boolean(), old_ends_at_utc: z.date().nullable() });
const Ended = z.object({ ended: z.int() });

/** The pixel's keys without their hashes. The database refuses who is no admin, here and of what is made and revoked. */
export const ingestKeysForDesk = query<[actor: string]>()(
  "ingest_keys_for_desk",
  KnownKey,
  `select ${columns} from core.ingest_keys_for_desk($1)`,
);

export const makeIngestKey = query<
  [name: string, keyHash: string, graceHours: number | null, actor: string]
>()("make_ingest_key", Kept, "select kept, old_ends_at_utc from core.make_ingest_key($1, $2, $3, $4)");

/** Ends every key of the name at once. */
export const revokeIngestKeys = query<[name: string, actor: string]>()(
  "revoke_ingest_keys",
  Ended,
  "select core.revoke_ingest_keys($1, $2) as ended",
);

/** The same by the owner of the database: for the command line. */
export const knownIngestKeys = query<[]>()(
  "known_ingest_keys",
  KnownKey,
  `select ${columns} from core.known_ingest_keys()`,
);

export const keepIngestKey = query<
  [name: string, keyHash: string, graceHours: number | null, actor: string]
>()("keep_ingest_key", Kept, "select kept, old_ends_at_utc from core.keep_ingest_key($1, $2, $3, $4)");

export const endIngestKeys = query<[name: string, actor: string]>()(
  "end_ingest_keys",
  Ended,
  "select core.end_ingest_keys($1, $2) as ended",
);
