import { betterAuth } from "better-auth";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { delaySignIns } from "./delay-sign-ins.ts";

export interface AuthOptions {
  /** As role callscript_web, which owns nothing but may fill the tables of `app_auth`. */
  databaseUrl: string;
  secret: string;
  /** Where people reach the dashboard; with https the session cookie is Secure. */
  baseUrl: string;
  /** The header in which our own server says where a request came from, which no client can write; null: nobody says it. */
  addressHeader?: string | null;
}

const sessionSeconds = 7 * 24 * 3600;
const sessionIdleSeconds = 12 * 3600;

/**
 * Sign-in for the dashboard, on our own Postgres: e-mail and password, sessions in the database, sign-up closed. People
 * come in by invitation (`acceptInvitation`) or as the demo's admin.
 */
export function createAuth({ databaseUrl, secret, baseUrl, addressHeader = null }: AuthOptions) {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 3,
    connectionTimeoutMillis: 5_000,
    query_timeout: 15_000,
    application_name: "callscript-auth",
    allowExitOnIdle: true,
  });
  // An idle connection that breaks is replaced at the next query; what is wrong is that query's to report.
  pool.on("error", () => undefined);
  // Kysely takes connections without listening for what breaks them; the query is told as well.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const auth = betterAuth({
    appName: "CallScript",
    baseURL: baseUrl,
    secret,
    trustedOrigins: [baseUrl],
    database: {
      db: new Kysely({ dialect: new PostgresDialect({ pool }) }).withSchema("app_auth"),
      type: "postgres",
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 15, maxPasswordLength: 128 },
    session: { expiresIn: sessionSeconds, updateAge: sessionIdleSeconds, cookieCache: { enabled: false } },
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 600,
      // One limit for everybody would let one lock out all: tries are delayed each by themselves.
      customRules: { "/sign-in/email": false },
    },
    // No header says who asks that the asker could not write: the limits are everybody's together.
    advanced: { ipAddress: { ipAddressHeaders: [] }, cookiePrefix: "callscript" },
    disabledPaths: ["/sign-up/email", "/change-email", "/delete-user", "/update-user"],
    hooks: delaySignIns({ pool, secret, isSecure: baseUrl.startsWith("https:"), addressHeader }),
    telemetry: { enabled: false },
    user: {
      additionalFields: { role: { type: "string", required: true, defaultValue: "reviewer", input: false } },
    },
  });
  return { auth, close: () => pool.end() };
}

export type Auth = ReturnType<typeof createAuth>["auth"];
