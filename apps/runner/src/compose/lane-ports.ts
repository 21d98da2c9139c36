import path from "node:path";
import { createAlertLog } from "@callscript/adapters/alert-log/alert-log.ts";
import { createSlackAlerter } from "@callscript/adapters/alert-slack/alert-slack.ts";
import { createAudioProbe } from "@callscript/adapters/audio/audio-probe.ts";
import { endpointOf, pricesOf, purseLimitsOf } from "@callscript/adapters/judge-openai/judge-settings.ts";
import { createOpenAiJudge } from "@callscript/adapters/judge-openai/openai-judge.ts";
import type { TokenPrices } from "@callscript/adapters/judge-openai/prices.ts";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import type { AllowedLinks } from "@callscript/adapters/recording-http/link-policy.ts";
import { createRecordingHttp } from "@callscript/adapters/recording-http/recording-http.ts";
import { createColumnMemory } from "@callscript/adapters/ringba/column-memory.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { createSherpaEngine } from "@callscript/adapters/speech-sherpa/sherpa-engine.ts";
import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { createS3Store } from "@callscript/adapters/store-s3/s3-store.ts";
import { createPurse } from "@callscript/core/judge-purse.ts";
import type {
  Alerter,
  AudioProbe,
  AudioStore,
  CallSource,
  Clock,
  Judge,
  Log,
  Purse,
  RecordingSource,
  SpeechEngine,
} from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { type Environment, type LinkSettings, ringbaBaseUrl } from "../config/environment.ts";
import { repositoryRoot } from "../repository-root.ts";
import type { Installation } from "./open-installation.ts";

/** Every port that a lane can ask for, made from the installation's settings. */
export interface LanePorts {
  db: Db;
  clock: Clock;
  log: Log;
  /** null: no Ringba account is configured. */
  source: CallSource | null;
  recordings: RecordingSource;
  store: AudioStore;
  probe: AudioProbe;
  speech: SpeechEngine;
  judge: Judge;
  alerter: Alerter;
  close(): Promise<void>;
}

export interface RingbaAccess {
  baseUrl: string;
  accountId: string;
  apiToken: string;
}

export interface PortOverrides {
  /** The demo's provider, its recordings' origin and its speech models. */
  ringba?: RingbaAccess;
  recordingOrigins?: readonly string[];
  /** Recordings are asked for through this proxy, which looks names up itself. */
  recordingProxyUrl?: string;
  modelFolder?: string;
  speechWorkers?: number;
}

export function openLanePorts(
  { mode, env, home, db, log }: Installation,
  overrides: PortOverrides = {},
): LanePorts {
  const speech = createSherpaEngine({
    modelDir: overrides.modelFolder ?? home.models,
    allowStandIn: mode === "demo" || env.CALLSCRIPT_STAND_IN_SPEECH === "allowed",
    workers: overrides.speechWorkers ?? 2,
    childPath: path.join(repositoryRoot(), "dist/speech-child.mjs"),
    usdPerHour: env.SPEECH_USD_PER_HOUR ?? null,
    log,
  });
  const ringba = ringbaAccount(env, overrides);
  return {
    db,
    clock: { now: () => new Date() },
    log,
    source:
      ringba &&
      createRingbaSource({
        ...ringba,
        timeoutMs: 30_000,
        columnMemory: createColumnMemory(db, ringba.accountId),
      }),
    recordings: openRecordings(env, overrides),
    store: openStore(env, home),
    probe: createAudioProbe(),
    speech,
    judge: openJudge(env, createPurse(db, purseLimitsOf(env))),
    alerter: env.SLACK_WEBHOOK_URL
      ? createSlackAlerter({ webhookUrl: env.SLACK_WEBHOOK_URL, timeoutMs: 10_000 })
      : createAlertLog(log),
    close: () => speech.close(),
  };
}

/** The account that the settings name, or the demo's; null where there is none. */
export function ringbaAccount(env: Environment, overrides: PortOverrides): RingbaAccess | null {
  if (overrides.ringba) return overrides.ringba;
  const { RINGBA_BASE_URL: baseUrl, RINGBA_ACCOUNT_ID: accountId, RINGBA_API_TOKEN: apiToken } = env;
  return accountId && apiToken ? { baseUrl, accountId, apiToken } : null;
}

/** Where recordings may come from. */
export function allowedLinks(env: LinkSettings, overrides: PortOverrides): AllowedLinks {
  return {
    allowedOrigins: overrides.recordingOrigins ?? [...env.RECORDING_ORIGINS, ...ownRingba(env)],
    hosts: env.RECORDING_HOSTS,
  };
}

/**
 * The guarded source of recordings; `beforeHop` is told of each address before it is asked. Taken as they are: the
 * origins of RECORDING_ORIGINS and of a Ringba that is not the real one, or the demo's in their place.
 */
export function openRecordings(
  env: Environment,
  overrides: PortOverrides,
  beforeHop?: (url: URL) => Promise<void>,
): RecordingSource {
  return createRecordingHttp({
    ...allowedLinks(env, overrides),
    timeoutMs: 60_000,
    ...(overrides.recordingProxyUrl ? { proxyUrl: overrides.recordingProxyUrl } : {}),
    ...(beforeHop ? { beforeHop } : {}),
  });
}

function ownRingba({ RINGBA_BASE_URL: baseUrl }: LinkSettings): string[] {
  return new URL(baseUrl).origin === new URL(ringbaBaseUrl).origin ? [] : [baseUrl];
}

/**
 * The judge that the settings name: OpenAI-compatible where a key is set, else the offline phrases. What it asks is paid
 * from `purse`.
 */
export function openJudge(env: Environment, purse: Purse): Judge {
  const prices = judgePrices(env);
  if (prices === null || !env.OPENAI_API_KEY) return createPhraseJudge();
  return createOpenAiJudge({ ...endpointOf(env), apiKey: env.OPENAI_API_KEY, prices, purse });
}

/** What the judge costs that the settings name; null: nothing, it is the offline phrases. */
export function judgePrices(env: Environment): TokenPrices | null {
  const chosen = env.JUDGE ?? (env.OPENAI_API_KEY ? "openai" : "phrases");
  if (chosen === "phrases" || !env.OPENAI_API_KEY) return null;
  const prices = pricesOf(env);
  // The environment's schema has seen to it.
  if (prices === null) throw new Error(`the price of ${env.JUDGE_MODEL} is not known`);
  return prices;
}

/** Where the settings keep recordings: an S3 bucket, else the home's folder. */
function openStore(env: Installation["env"], home: Installation["home"]): AudioStore {
  const { S3_ENDPOINT, S3_REGION, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env;
  if (env.STORE !== "s3" || !S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    return createFsStore({ root: home.recordings });
  return createS3Store({
    endpoint: S3_ENDPOINT,
    region: S3_REGION ?? "us-east-1",
    bucket: S3_BUCKET,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
    timeoutMs: 60_000,
    spool: path.join(home.data, "spool"),
  });
}
