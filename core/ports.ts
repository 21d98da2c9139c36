import type { Doubt, Flag, ReviewReason } from "./flag.ts";
import type { RuleSet } from "./rule.ts";
import type { Segment, Word } from "./transcript.ts";
import type { Usd } from "./usd.ts";

/** Wall-clock time for reports and requests; leases and budgets read the database's clock only. */
export interface Clock {
  now(): Date;
}

/** Constant message, typed fields. Never a transcript, a phone number, a token or a signed URL. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** One call as the provider told it. Unknown facts are null. Money is decimal dollars, times are UTC. */
export interface ProviderCall {
  providerCallId: string;
  campaign: { id: string; name: string };
  startTimeUtc: Date;
  endedAtUtc: Date | null;
  callerNumber: string | null;
  durationSeconds: number | null;
  connectedSeconds: number | null;
  hasConnected: boolean | null;
  isDuplicate: boolean | null;
  revenue: Usd | null;
  payout: Usd | null;
  publisher: string | null;
  buyer: string | null;
  target: string | null;
  endCallSource: string | null;
  recordingUrl: string | null;
  /** The record as received, kept verbatim. */
  raw: Record<string, unknown>;
  /** Stays the same while nothing in the record changes that is kept; a link's signature is not. */
  digest: string;
}

export interface ProviderPage {
  calls: readonly ProviderCall[];
  /** Records that could not be read, with the reason; they are counted and logged, never dropped in silence. */
  unreadable: readonly { reason: string; raw: unknown }[];
  /** Records on the page, readable or not: what decides whether the page was full. */
  received: number;
  partial: boolean;
  claimedTotal: number | null;
}

/** The call log of the provider. `fromUtc` is inclusive, `toUtc` exclusive; the request body is frozen per page. */
export interface CallSource {
  page(
    slice: { fromUtc: Date; toUtc: Date; offset: number; size: number },
    signal: AbortSignal,
  ): Promise<ProviderPage>;
  /** How many calls the provider says began in the window. */
  count(window: { fromUtc: Date; toUtc: Date }, signal: AbortSignal): Promise<number>;
  /** A fresh record of each call that the provider still knows. */
  detail(providerCallIds: readonly string[], signal: AbortSignal): Promise<readonly ProviderCall[]>;
}

export interface RecordingStream {
  body: ReadableStream<Uint8Array>;
  /** As the source says, or null; counted while streaming and never trusted. */
  contentLength: number | null;
}

/** Opens the recording behind an expiring link. Refuses private addresses on every hop; sends no token. */
export interface RecordingSource {
  open(url: string, signal: AbortSignal): Promise<RecordingStream>;
}

export interface StoredRecording {
  path: string;
  sha256: string;
  bytes: number;
  contentType: string;
}

/** A recording that lies whole in the store and does not count yet. */
export interface RecordingDraft {
  /** The whole recording from its start, as often as it is asked for. */
  open(): Promise<ReadableStream<Uint8Array>>;
}

export interface PutOptions {
  maxBytes: number;
  /** How many bytes the source says are coming: what is too large for the limit or the disk is refused before it is read. */
  saidBytes?: number | null;
  signal: AbortSignal;
  /** Looks at the draft before it counts: when it rejects, nothing is kept and `put` rejects with the same. */
  inspect?: (draft: RecordingDraft) => Promise<void>;
}

/** The vault. A key exists whole or not at all, also after a crash at any moment. */
export interface AudioStore {
  /**
   * Streams to the store with constant memory, no faster than it can write; refuses what is no audio or exceeds
   * `maxBytes` (call failure). The same bytes under a name once more change nothing, others replace them in one step.
   */
  put(key: string, body: ReadableStream<Uint8Array>, options: PutOptions): Promise<StoredRecording>;
  /** Bytes `start..end` (inclusive; the rest when end is null). Rejects with a call failure when the key is gone. */
  read(path: string, range: { start: number; end: number | null }): Promise<ReadableStream<Uint8Array>>;
  size(path: string): Promise<{ bytes: number } | null>;
  /** An address that reads this recording without any key until it expires; null where the store has no addresses. */
  readLink(path: string, seconds: number): Promise<string | null>;
  remove(path: string): Promise<void>;
}

/** Min and max amplitude per bucket and channel, each -128..127, interleaved min,max,min,max. */
export interface Peaks {
  channels: readonly (readonly number[])[];
  seconds: number;
}

export interface RecordingFacts {
  seconds: number;
  channels: number;
  sampleRate: number;
  codec: string;
}

/**
 * Decodes and measures a recording without any model, with constant memory. Rejects with a final call failure when it
 * is not audio or longer than calls are.
 */
export interface AudioProbe {
  measure(
    recording: ReadableStream<Uint8Array>,
    signal: AbortSignal,
  ): Promise<{ facts: RecordingFacts; peaks: Peaks }>;
}

export interface Transcription {
  segments: readonly Segment[];
  words: readonly Word[];
  facts: RecordingFacts;
  peaks: Peaks;
  /** Engine and model, such as "sherpa/parakeet-tdt-0.6b-v2-int8". */
  model: string;
  /** true: a stand-in read a demo voice code; shown on every page of such a call. */
  standIn: boolean;
  /** null: what an hour of the machine costs is not known. */
  costUsd: Usd | null;
  /** Of one core, or of the GPU. */
  computeSeconds: number;
}

/** Speech to text with speakers. */
export interface SpeechEngine {
  /** Which model would run, or a `lane` failure reason in words when none can. */
  probe(): Promise<{ ready: true; model: string; standIn: boolean } | { ready: false; reason: string }>;
  transcribe(
    recording: ReadableStream<Uint8Array>,
    options: { stereoRoles: readonly [string, string]; signal: AbortSignal },
  ): Promise<Transcription>;
  close(): Promise<void>;
}

export interface JudgeInput {
  callId: string;
  purpose: JudgePurpose;
  vertical: string;
  dateUtc: string;
  segments: readonly Segment[];
  rules: RuleSet;
}

/** Why a call is judged; the ledger of model requests is kept by it. */
export type JudgePurpose = "judge" | "rejudge" | "backtest" | "eval";

/** What a judge says before code has checked it: `quote` is a claim until it is found in the transcript. */
export interface RawFinding {
  code: string;
  answer: "yes" | "unsure";
  reason: string;
  turn: number | null;
  quote: string | null;
  confidence: number | null;
}

export interface JudgeAnswer {
  findings: readonly RawFinding[];
  /** The judge, its model and its price list ("phrases", "openai/gpt-4o-mini@0.15/0.075/0.60"); `judge_model`. */
  model: string;
  /** true: a model, which what is said on a call could talk round; false: a judge that follows no words. */
  persuadable: boolean;
  tokensIn: number;
  tokensCached: number;
  tokensOut: number;
  costUsd: Usd;
}

export interface Judge {
  judge(input: JudgeInput, signal: AbortSignal): Promise<JudgeAnswer>;
}

/** A finding after verification: what is written to the call. */
export interface Verdict {
  status: "flagged" | "safe";
  flags: readonly Flag[];
  needsReview: ReviewReason | null;
  /** What the judge could not decide or prove, one a rule. */
  doubts: readonly Doubt[];
  /** The codes of the rules that were asked; those that are not flagged counted as no. */
  asked: readonly string[];
  /** The codes of the rules in force whose precondition was not met. */
  notApplicable: readonly string[];
}

/** The most that one request to a paid model can take, known before it is sent. */
export interface SpendRequest {
  callId: string | null;
  purpose: JudgePurpose;
  /** As `JudgeAnswer.model` has it. */
  model: string;
  /** Input and output together. */
  tokensAtMost: number;
  usdAtMost: Usd;
}

export interface Spent {
  tokensIn: number;
  tokensCached: number;
  tokensOut: number;
  costUsd: Usd;
}

/** One request's money, set aside. What is neither settled nor released counts as spent in full. */
export interface Reservation {
  settle(spent: Spent): Promise<void>;
  /** The endpoint refused the request: it cost nothing. */
  release(): Promise<void>;
}

/** What the judge may spend, shared by all processes: dollars a day, requests and tokens a minute. */
export interface Purse {
  /**
   * Sets a request aside before it is sent, waiting for room in the minute. Rejects with a lane failure until midnight
   * UTC where the day's budget does not hold it.
   */
  reserve(request: SpendRequest, signal: AbortSignal): Promise<Reservation>;
}

export interface Alert {
  /** Names what is wrong, not the occurrence: an alert with the same key is sent again only after it was over. */
  key: string;
  title: string;
  detail: string;
}

export interface Alerter {
  /** Where alerts go, in a word. */
  readonly to: "slack" | "log";
  send(alert: Alert): Promise<void>;
}

/** What one run of a lane did. */
export interface LaneReport {
  lane: string;
  claimed: number;
  done: number;
  failed: number;
  /** true: work was left when the batch or the time budget ended; run again at once. */
  more: boolean;
  paused: string | null;
  /** What people should know of this run, though nothing is broken. */
  note?: string;
}
