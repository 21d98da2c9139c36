import { JudgeSettings } from "@callscript/adapters/judge-openai/judge-settings.ts";
import { listPriceOf } from "@callscript/adapters/judge-openai/prices.ts";
import { defaultRecordingHosts, isHostPattern } from "@callscript/adapters/recording-http/host-policy.ts";
import { ringbaRequestsPerMinute } from "@callscript/core/rate-budget.sql.ts";
import { PriceUsd } from "@callscript/core/usd.ts";
import { parseTiers } from "@callscript/lanes/ingest/parse-tiers.ts";
import { z } from "zod";

const port = z.coerce
  .number("a port is 1 to 65535")
  .int("a port is 1 to 65535")
  .min(1, "a port is 1 to 65535")
  .max(65535, "a port is 1 to 65535");
const databaseUrl = z
  .string()
  .refine(
    (text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text),
    "a URL such as postgresql://user:password@host:5432/name (%23 for # and %40 for @ in a password)",
  );
const url = z.url({ protocol: /^https?$/, error: "an absolute URL such as https://example.com" });
/** Secrets travel in headers, which take no other characters. */
const secret = z
  .string()
  .min(8, "too short to be a real secret")
  .regex(/^[\x20-\x7e]*$/, "letters, digits and signs of ASCII only, without line breaks");

const list = (text: string) =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);

export const ringbaBaseUrl = "https://api.ringba.com";

const LinkSettings = z.object({
  RINGBA_BASE_URL: url.default(ringbaBaseUrl),
  RECORDING_ORIGINS: z.string().default("").transform(list).pipe(z.array(url)),
  RECORDING_HOSTS: z
    .string()
    .default(defaultRecordingHosts.join(","))
    .transform((text) => list(text.toLowerCase()))
    .pipe(
      z.array(
        z
          .string()
          .refine(
            isHostPattern,
            "hosts such as media.example.com, *.example.com or amazon-s3, without scheme, port or path",
          ),
      ),
    ),
});
export type LinkSettings = z.infer<typeof LinkSettings>;

/** Everything that CallScript reads from its environment; `.env.example` has a line for each. */
export const Environment = z
  .object({
    ...LinkSettings.shape,
    ...JudgeSettings.shape,
    CALLSCRIPT_HOME: z.string().min(1).optional(),
    CALLSCRIPT_PUBLIC_URL: url.optional(),
    CALLSCRIPT_API_PORT: port.default(3901),
    PORT: port.default(3900),
    HOST: z.string().min(1).default("127.0.0.1"),
    CALLSCRIPT_SECOND_FACTOR: z.enum(["admins", "optional"]).default("admins"),
    TRUSTED_PROXIES: z.coerce
      .number("how many proxies stand before the dashboard, 0 to 5")
      .int("how many proxies stand before the dashboard, 0 to 5")
      .min(0, "how many proxies stand before the dashboard, 0 to 5")
      .max(5, "how many proxies stand before the dashboard, 0 to 5")
      .default(0),
    DATABASE_URL: databaseUrl.optional(),
    DATABASE_URL_DIRECT: databaseUrl.optional(),
    RINGBA_ACCOUNT_ID: z.string().min(3).optional(),
    RINGBA_API_TOKEN: secret.optional(),
    RINGBA_REQUESTS_PER_MINUTE: z.coerce
      .number("a number of requests a minute, 2 to 6000")
      .min(2, "a number of requests a minute, 2 to 6000")
      .max(6000, "a number of requests a minute, 2 to 6000")
      .default(ringbaRequestsPerMinute),
    INGEST_TIERS: z
      .string()
      .default("")
      .transform((text, context) => {
        try {
          return parseTiers(text);
        } catch (error) {
          context.addIssue({
            code: "custom",
            message: error instanceof Error ? error.message : String(error),
          });
          return z.NEVER;
        }
      }),
    OPENAI_API_KEY: secret.optional(),
    JUDGE: z.enum(["phrases", "openai"]).optional(),
    /** Tests only: a live installation transcribes with models that read the demo's voice code and no speech. */
    CALLSCRIPT_STAND_IN_SPEECH: z.literal("allowed").optional(),
    SPEECH: z.enum(["sherpa", "http"]).default("sherpa"),
    SPEECH_USD_PER_HOUR: PriceUsd.optional(),
    SPEECH_BASE_URLS: z.string().optional(),
    SPEECH_API_KEY: secret.optional(),
    STORE: z.enum(["fs", "s3"]).default("fs"),
    S3_ENDPOINT: url.optional(),
    S3_REGION: z.string().min(1).optional(),
    S3_BUCKET: z.string().min(1).optional(),
    S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_SECRET_ACCESS_KEY: secret.optional(),
    S3_PLAYBACK: z.enum(["direct", "through"]).default("direct"),
    SLACK_WEBHOOK_URL: url.optional(),
  })
  .superRefine(
    (env, context) => {
      const missing = (name: string, why: string) =>
        context.addIssue({ code: "custom", path: [name], message: why });
      if (env.RINGBA_ACCOUNT_ID && !env.RINGBA_API_TOKEN)
        missing("RINGBA_API_TOKEN", "missing, though RINGBA_ACCOUNT_ID is set");
      if (env.RINGBA_API_TOKEN && !env.RINGBA_ACCOUNT_ID)
        missing("RINGBA_ACCOUNT_ID", "missing, though RINGBA_API_TOKEN is set");
      if (env.JUDGE === "openai" && !env.OPENAI_API_KEY)
        missing("OPENAI_API_KEY", "missing, though JUDGE=openai");
      if (
        env.OPENAI_API_KEY &&
        env.JUDGE !== "phrases" &&
        env.JUDGE_MODEL &&
        !env.JUDGE_PRICES_USD_PER_MILLION &&
        listPriceOf(env.JUDGE_MODEL) === null
      )
        missing(
          "JUDGE_PRICES_USD_PER_MILLION",
          `missing: what ${env.JUDGE_MODEL} costs is not known here, and the budget needs it (0,0,0 for a model of your own)`,
        );
      if (env.STORE === "s3") {
        for (const name of [
          "S3_ENDPOINT",
          "S3_BUCKET",
          "S3_ACCESS_KEY_ID",
          "S3_SECRET_ACCESS_KEY",
        ] as const) {
          if (!env[name]) missing(name, "missing, though STORE=s3");
        }
      }
      if (env.SPEECH === "http")
        missing("SPEECH", "http is not there yet; leave it unset to transcribe on this machine");
      if (env.PORT === env.CALLSCRIPT_API_PORT)
        missing("CALLSCRIPT_API_PORT", `the same as PORT (${env.PORT})`);
    },
    // Also beside faults of single names: all are told at once.
    { when: () => true },
  );
export type Environment = z.infer<typeof Environment>;

/** The names that the demo may read; keys, accounts and databases that it finds are left alone. */
const demoNames = [
  "CALLSCRIPT_HOME",
  "CALLSCRIPT_PUBLIC_URL",
  "CALLSCRIPT_API_PORT",
  "PORT",
  "HOST",
  "TRUSTED_PROXIES",
] as const;

export class ConfigurationError extends Error {
  override name = "ConfigurationError";
}

/**
 * Parses the environment, reporting every fault at once. A variable set to nothing counts as not set.
 * @throws ConfigurationError with one line a fault.
 */
export function parseEnvironment(
  raw: Record<string, string | undefined>,
  overrides: { port?: string | undefined } = {},
): Environment {
  const present = presentIn(raw);
  if (overrides.port !== undefined) present["PORT"] = overrides.port;
  // Whoever moves the dashboard moves the runner's own port beside it.
  if (present["PORT"] && !present["CALLSCRIPT_API_PORT"] && /^\d+$/.test(present["PORT"])) {
    const moved = Number(present["PORT"]);
    present["CALLSCRIPT_API_PORT"] = String(moved < 65_535 ? moved + 1 : 65_534);
  }
  return parsedOr(Environment.safeParse(present));
}

/**
 * What decides where recordings may come from, whatever else is wrong with the environment.
 * @throws ConfigurationError with one line a fault.
 */
export function parseLinkSettings(raw: Record<string, string | undefined>): LinkSettings {
  return parsedOr(LinkSettings.safeParse(presentIn(raw)));
}

function presentIn(raw: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(raw).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
}

function parsedOr<T>(parsed: z.ZodSafeParseResult<T>): T {
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new ConfigurationError(
    `The configuration has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}:\n${faults.join("\n")}\nEvery name is explained in .env.example.`,
  );
}

/**
 * The environment as the demo sees it: nothing that could reach a real account, and no random sample, which of its few
 * calls would take one at one start and none at the next.
 */
export function scrubForDemo(raw: Record<string, string | undefined>): Record<string, string | undefined> {
  return { ...Object.fromEntries(demoNames.map((name) => [name, raw[name]])), JUDGE_SAMPLE_SHARE: "0" };
}
