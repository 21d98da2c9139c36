import { z } from "zod";

const DashboardEnvironment = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//),
  CALLSCRIPT_AUTH_SECRET: z.string().min(32),
  CALLSCRIPT_PUBLIC_URL: z.url(),
  CALLSCRIPT_ADDRESS_HEADER: z.string().min(1).optional(),
  /** Whether admins must have a second step at sign-in. */
  CALLSCRIPT_SECOND_FACTOR: z.enum(["admins", "optional"]).default("admins"),
  CALLSCRIPT_RECORDINGS: z.string().min(1),
  STORE: z.enum(["fs", "s3"]).default("fs"),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().optional(),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_PLAYBACK: z.enum(["direct", "through"]).default("direct"),
});

let parsed: z.infer<typeof DashboardEnvironment> | undefined;

/** What the runner gives this process; read at the first request, so that a build needs none of it. */
export function dashboardEnv(): z.infer<typeof DashboardEnvironment> {
  parsed ??= DashboardEnvironment.parse(process.env);
  return parsed;
}
