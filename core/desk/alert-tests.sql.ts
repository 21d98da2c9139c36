import { z } from "zod";
import { query } from "../query.ts";

/** Asks for a test message; one that is open already is not asked for twice. The database refuses who is no admin. */
export const askAlertTest = query<[actor: string]>()(
  "ask_alert_test",
  z.object({ id: z.uuid() }),
  "select core.ask_alert_test($1) as id",
);

/** The last test message that was asked for. */
export const lastAlertTest = query<[]>()(
  "last_alert_test",
  z.object({
    asked_by: z.string(),
    asked_at_utc: z.date(),
    answered_at_utc: z.date().nullable(),
    is_sent: z.boolean().nullable(),
    detail: z.string().nullable(),
  }),
  `select asked_by, asked_at_utc, answered_at_utc, is_sent, detail from core.alert_tests
  order by asked_at_utc desc limit 1`,
);
