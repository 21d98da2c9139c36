import type { LaneName } from "@callscript/core/call-state.ts";
import { reportSetup, type SetupReport } from "@callscript/core/desk/setup-reports.sql.ts";
import type { LanePorts } from "../compose/lane-ports.ts";
import type { Installation } from "../compose/open-installation.ts";
import { requestsPerMinute } from "../compose/ringba-budget.ts";

type Told = SetupReport extends infer Report
  ? Report extends SetupReport
    ? Omit<Report, "reported_at_utc">
    : never
  : never;

const againEveryMs = 60_000;

/** Tells it now and every minute, for models come and go while the process runs; until the signal aborts. */
export function keepSetupReported(
  installation: Installation,
  ports: LanePorts,
  options: { lanes: readonly LaneName[]; workers: number; signal: AbortSignal },
): void {
  const report = () =>
    reportOwnSetup(installation, ports, options).catch((error: unknown) =>
      installation.log.warn("setup not reported", { reason: String(error) }),
    );
  const again = setInterval(() => void report(), againEveryMs);
  again.unref();
  options.signal.addEventListener("abort", () => clearInterval(again), { once: true });
  void report();
}

/** Writes down what these lanes are set up with, for the dashboard: that a secret is there, never the secret. */
async function reportOwnSetup(
  installation: Installation,
  ports: LanePorts,
  { lanes, workers }: { lanes: readonly LaneName[]; workers: number },
): Promise<void> {
  const told = await Promise.all(lanes.map((lane) => setupOf[lane](installation, ports, workers)));
  for (const { part, is_set, facts } of told)
    await reportSetup.run(installation.db, part, is_set, JSON.stringify(facts));
}

const setupOf: Record<
  LaneName,
  (installation: Installation, ports: LanePorts, workers: number) => Promise<Told>
> = {
  ingest: async (installation, { source }) => ({
    part: "ringba",
    is_set: source !== null,
    facts: {
      account: installation.env.RINGBA_ACCOUNT_ID ?? null,
      requestsPerMinute: requestsPerMinute(installation),
    },
  }),
  vault: async ({ env }) => ({
    part: "recordings",
    is_set: true,
    facts: { store: env.STORE, bucket: env.STORE === "s3" ? (env.S3_BUCKET ?? null) : null },
  }),
  factory: async ({ env }, { speech }, workers) => {
    const probe = await speech.probe();
    return {
      part: "speech",
      is_set: probe.ready,
      facts: {
        engine: env.SPEECH,
        model: probe.ready ? probe.model : null,
        standIn: probe.ready && probe.standIn,
        reason: probe.ready ? null : probe.reason,
        workers,
        usdPerHour: env.SPEECH_USD_PER_HOUR ?? null,
      },
    };
  },
  judge: async ({ env }) => {
    const judge = env.OPENAI_API_KEY ? (env.JUDGE ?? "openai") : "phrases";
    const isModel = judge === "openai";
    return {
      part: "judge",
      is_set: isModel,
      facts: {
        judge,
        model: isModel ? env.JUDGE_MODEL : null,
        host: isModel ? new URL(env.OPENAI_BASE_URL).host : null,
        dailyBudgetUsd: isModel ? env.JUDGE_DAILY_BUDGET_USD : null,
        sampleShare: env.JUDGE_SAMPLE_SHARE,
      },
    };
  },
  upkeep: async (_, { alerter }) => ({
    part: "alerts",
    is_set: alerter.to === "slack",
    facts: { to: alerter.to },
  }),
};
