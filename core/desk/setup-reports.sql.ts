import { z } from "zod";
import { query } from "../query.ts";

const report = { is_set: z.boolean(), reported_at_utc: z.date() };
const told = <Part extends string, Facts extends z.ZodRawShape>(part: Part, facts: Facts) =>
  z.object({ part: z.literal(part), facts: z.object(facts), ...report });

/** What whoever serves the lanes is set up with, as it told last. No secret is in it, only whether there is one. */
export const SetupReport = z.discriminatedUnion("part", [
  told("ringba", { account: z.string().nullable(), requestsPerMinute: z.number() }),
  told("recordings", { store: z.enum(["fs", "s3"]), bucket: z.string().nullable() }),
  told("speech", {
    engine: z.string(),
    model: z.string().nullable(),
    standIn: z.boolean(),
    reason: z.string().nullable(),
    workers: z.int(),
    usdPerHour: z.string().nullable(),
  }),
  told("judge", {
    judge: z.enum(["phrases", "openai"]),
    model: z.string().nullable(),
    host: z.string().nullable(),
    dailyBudgetUsd: z.string().nullable(),
    sampleShare: z.number(),
  }),
  told("alerts", { to: z.enum(["slack", "log"]) }),
]);
export type SetupReport = z.infer<typeof SetupReport>;

export const setupReports = query<[]>()(
  "setup_reports",
  SetupReport,
  "select part, is_set, facts, reported_at_utc from core.setup_reports",
);

export const reportSetup = query<[part: string, isSet: boolean, facts: string]>()(
  "report_setup",
  z.object({}),
  "select core.report_setup($1, $2, $3::jsonb)",
);
