import { betterAuth } from "better-auth";
import { twoFactor } from "better-auth/plugins/two-factor";
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
/** The database ends a session after as long without use (`app_auth.bound_session`). */
const sessionIdleSeconds = 12 * 3600;
/** How old what is known of a session's last use may be: so seldom is it written. */
const seenSeconds = 300;

/**
 * Sign-in for the dashboard, on our own Postgres: e-mail and password, a second step by authenticator, sessions in the
 * database, sign-up closed. People come in by invitation (`acceptInvitation`) or as the demo's admin.
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
    session: {
      expiresIn: sessionSeconds,
      // The library reckons from the whole length: of one that ends after the idle hours this is after `seenSeconds`.
      updateAge: sessionSeconds - sessionIdleSeconds + seenSeconds,
      cookieCache: { enabled: false },
    },
    plugins: [
      twoFactor({
        issuer: "CallScript",
        // A lock would be an outsider's to turn; tries are delayed instead.
        accountLockout: { enabled: false },
        twoFactorCookieMaxAge: 600,
      }),
    ],
    databaseHooks: {
      session: {
        create: {
          // A closed account is refused as a wrong password is; the database would refuse it too.
          before: async ({ userId }) => {
            const { rows } = await pool.query<{ closed: boolean }>(
              'select disabled_at_utc is not null as closed from app_auth."user" where id = $1',
              [userId],
            );
            if (rows[0]?.closed !== false) return false;
          },
        },
      },
    },
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 600,
      // One limit for everybody would let one lock out all: tries are delayed each by themselves.
      customRules: { "/sign-in/email": false, "/two-factor/*": false, "/change-password": false },
    },
    advanced: {
      // Of no other header is it known that the asker did not write it: without it the limits are everybody's together.
      ipAddress: { ipAddressHeaders: addressHeader === null ? [] : [addressHeader], ipv6Subnet: 64 },
      cookiePrefix: "callscript",
    },
    disabledPaths: [
      "/sign-up/email",
      "/change-email",
      "/delete-user",
      "/update-user",
      "/two-factor/send-otp",
      "/two-factor/verify-otp",
      "/two-factor/get-totp-uri",
    ],
    hooks: delaySignIns({ pool, secret, isSecure: baseUrl.startsWith("https:"), addressHeader }),
    telemetry: { enabled: false },
    user: {
      additionalFields: { role: { type: "string", required: true, defaultValue: "reviewer", input: false } },
    },
  });
  return { auth, close: () => pool.end() };
}

export type Auth = ReturnType<typeof createAuth>["auth"];
