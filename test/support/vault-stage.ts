import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { createRecordingHttp } from "@callscript/adapters/recording-http/recording-http.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { callFailure } from "@callscript/core/failure.ts";
import type { AudioProbe, AudioStore, CallSource, LaneReport } from "@callscript/core/ports.ts";
import { vaultLane } from "@callscript/lanes/vault/vault.lane.ts";
import { afterAll, afterEach, beforeEach } from "vitest";
import { callLogServer } from "../fakes/call-log-server.ts";
import { type LoopbackServer, loopbackServer } from "../fakes/loopback-server.ts";
import { testDatabase } from "./database.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const never = new AbortController().signal;

/** A WAV of 20 kB as far as its first bytes say. */
export const wav = Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVEfmt ", "latin1"), Buffer.alloc(20_000, 7)]);

/** Says what no decoder was asked for. */
const roughProbe: AudioProbe = {
  async measure(recording) {
    let bytes = 0;
    for await (const chunk of recording) bytes += chunk.byteLength;
    if (bytes < 100) throw callFailure("not audio: it holds no samples", { final: true });
    const facts = { seconds: bytes / 8000, channels: 2, sampleRate: 8000, codec: "ulaw" };
    return { facts, peaks: { channels: [[-3, 4]], seconds: bytes / 8000 } };
  },
};

export interface VaultRun {
  batch?: number;
  concurrency?: number;
  budgetMs?: number;
  signal?: AbortSignal;
  probe?: AudioProbe | null;
  store?: AudioStore;
  source?: CallSource | null;
  worker?: string;
  maxBytes?: number;
  origins?: string[];
}

interface Stage {
  /** The store's folder. */
  root: string;
  host: LoopbackServer;
  /** What the host answers, by path; 404 else. */
  answers: Record<string, (response: ServerResponse) => unknown>;
  /** What the provider knows as a call's link now. */
  freshLink: string | null;
}

/** The vault's lane on a database of its own, between a host of recordings and a folder that is new for each test. */
export async function vaultStage() {
  const { db, sql } = await testDatabase();
  const gone = (response: ServerResponse) => response.writeHead(404).end();
  const stage: Stage = {
    root: "",
    answers: {},
    freshLink: null,
    host: await loopbackServer(({ path: asked }, response) => (stage.answers[asked] ?? gone)(response)),
  };
  const api = await callLogServer({
    calls: () => [],
    detail: (id) =>
      stage.freshLink === null
        ? null
        : { inboundCallId: id, callDt: Date.now(), events: [{ recordingUrl: stage.freshLink }] },
  });
  afterAll(async () => {
    await stage.host.close();
    await api.close();
  });
  beforeEach(async () => {
    stage.root = mkdtempSync(path.join(tmpdir(), "callscript-vault-"));
    stage.answers = {};
    stage.freshLink = null;
    stage.host.requests.length = 0;
    await sql("truncate core.calls cascade");
    await sql(
      "update core.lanes set paused = false, pause_kind = null, reason = null, probe_seconds = null, next_probe_at = null, last_success_at = null",
    );
  });
  afterEach(() => rmSync(stage.root, { recursive: true, force: true }));
  const one = async (text: string, ...params: unknown[]) => (await sql(text, ...params))[0];

  return Object.assign(stage, {
    sql,
    one,
    run({ probe, store, source, origins, ...more }: VaultRun = {}): Promise<LaneReport> {
      const account = { baseUrl: api.origin, accountId: "RA1", apiToken: "test", timeoutMs: 2000 };
      return vaultLane(
        {
          db,
          store: store ?? createFsStore({ root: stage.root }),
          recordings: createRecordingHttp({
            allowedOrigins: origins ?? [stage.host.origin],
            timeoutMs: 1000,
          }),
          probe: probe === undefined ? roughProbe : probe,
          source: source === undefined ? createRingbaSource(account) : source,
          clock: { now: () => new Date() },
          log: quiet,
        },
        { worker: "vault-1", batch: 10, budgetMs: 60_000, signal: never, ...more },
      );
    },
    async call(name: string, minutesAgo = 5): Promise<string> {
      const row = await one(
        `insert into core.calls (ringba_call_id, start_time_utc, audio_url)
         values ($1, timestamptz '2026-11-24 00:10:00Z' - make_interval(mins => $2), $3) returning id`,
        name,
        minutesAgo,
        `${stage.host.origin}/${name}`,
      );
      return String(row?.["id"]);
    },
    serves(name: string, bytes = wav): void {
      stage.answers[`/${name}`] = (response) =>
        response.writeHead(200, { "content-length": bytes.byteLength }).end(bytes);
    },
    state: (id: string) =>
      one(
        `select status, retry_count, processing_error, locked_by,
           round(extract(epoch from next_attempt_at - now()))::int as wait from core.calls where id = $1`,
        id,
      ),
    soon: (id: string) => sql("update core.calls set next_attempt_at = now() where id = $1", id),
    laneState: () =>
      one("select paused, pause_kind, probe_seconds, reason from core.lanes where lane = 'vault'"),
    /** The names of all files in the folder. */
    stored: () =>
      existsSync(stage.root)
        ? readdirSync(stage.root, { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile())
            .map((entry) => entry.name)
        : [],
  });
}
