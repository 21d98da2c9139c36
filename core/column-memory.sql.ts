import { z } from "zod";
import { query } from "./query.ts";

const Remembered = z.object({
  columns: z.array(z.string()),
  refused: z.array(z.string()),
  askedAtMs: z.number(),
  failed: z.boolean(),
});

/** What is known of this account's call log columns; what cannot be read is not known. */
export const rememberedColumns = query<[accountId: string]>()(
  "remembered_columns",
  z.object({ columns: Remembered.nullable().catch(null) }),
  "select columns from core.lanes where lane = 'ingest' and columns ->> 'account' = md5($1::text)",
);

export const rememberColumns = query<[accountId: string, knownJson: string]>()(
  "remember_columns",
  z.object({}),
  `update core.lanes set columns = $2::jsonb || jsonb_build_object('account', md5($1::text)) where lane = 'ingest'`,
);
