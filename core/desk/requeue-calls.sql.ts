import { z } from "zod";
import { query } from "../query.ts";

/** Puts failed and skipped calls back as far as they must; answers how many. The database refuses who is no admin. */
export const requeueFromDesk = query<[calls: readonly string[], actor: string]>()(
  "requeue_from_desk",
  z.object({ moved: z.int() }),
  "select core.requeue_from_desk($1::uuid[], $2) as moved",
);
