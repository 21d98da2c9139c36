import { createAudioProbe } from "@callscript/adapters/audio/audio-probe.ts";
import { createRecordingHttp } from "@callscript/adapters/recording-http/recording-http.ts";
import { createRingbaSource } from "@callscript/adapters/ringba/ringba-source.ts";
import { createFsStore } from "@callscript/adapters/store-fs/fs-store.ts";
import { handOutIngestKey } from "@callscript/core/desk/hand-out-ingest-key.ts";
import { theCommandLine } from "@callscript/core/desk/the-command-line.ts";
import type { LaneReport, Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { ringbaBudget, ringbaRequestsPerMinute, setBudget } from "@callscript/core/rate-budget.sql.ts";
import { sha256Hex } from "@callscript/core/sha256-hex.ts";
import { takeHint } from "@callscript/core/take-hint.sql.ts";
import { ingestLane } from "@callscript/lanes/ingest/ingest.lane.ts";
import { defaultTiers, type Tiers } from "@callscript/lanes/ingest/tiers.ts";
import { vaultLane } from "@callscript/lanes/vault/vault.lane.ts";
import { drawn } from "../fakes/hostile-provider/random.ts";
import type { HostileProvider } from "../fakes/hostile-provider/server.ts";
import type { WorldClock } from "../fakes/hostile-provider/world-clock.ts";
import { ownClock } from "./database-clock.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
const signal = new AbortController().signal;

export interface SimulationOptions {
  db: Db;
  provider: HostileProvider;
  clock: WorldClock;
  /** The vault's folder. */
  root: string;
  /** Between two runs of the lanes: usually, while one has work left or waits for the provider, after the tape's end. */
  beatMs: number;
  busyBeatMs: number;
  quietBeatMs: number;
  tiers?: Tiers;
  /** How long the lanes go on after the last call. */
  quietDays: number;
  /** Told at the end of each day. */
  onDay?: (day: number, figures: SimulationFigures) => void;
}

export interface SimulationFigures {
  beats: number;
  vaulted: number;
  /** Beats of the lanes that ended paused. */
  paused: number;
  warnings: ReadonlyMap<string, number>;
}

/**
 * Runs lanes 1 and 2 through a tape in its own time: the lanes, the provider and the database (see database-clock.ts)
 * read one clock, which is set forward from beat to beat.
 */
export async function simulateWeek(options: SimulationOptions): Promise<SimulationFigures> {
  const {
    db,
    provider,
    clock,
    root,
    beatMs,
    busyBeatMs,
    quietBeatMs,
    quietDays,
    onDay,
    tiers = defaultTiers,
  } = options;
  const { tape } = provider;
  const warnings = new Map<string, number>();
  const log: Log = {
    info: () => undefined,
    warn: (message) => warnings.set(message, (warnings.get(message) ?? 0) + 1),
    error: (message) => warnings.set(message, (warnings.get(message) ?? 0) + 1),
  };
  const source = createRingbaSource({ ...provider.account, timeoutMs: 10_000 });
  const vault = {
    db,
    source,
    clock,
    log,
    store: createFsStore({ root }),
    recordings: createRecordingHttp({
      allowedOrigins: provider.recordingOrigins,
      timeoutMs: 5_000,
      transferMs: 1_200,
    }),
    probe: createAudioProbe(),
  };
  const databaseClock = await ownClock(db);
  await databaseClock.setAhead(clock.aheadMs());
  await setBudget.run(db, ringbaBudget, ringbaRequestsPerMinute);
  const figures = { beats: 0, vaulted: 0, paused: 0, warnings };

  async function drainVault(): Promise<LaneReport> {
    for (;;) {
      const report = await vaultLane(vault, {
        worker: "vault-1",
        batch: 1000,
        budgetMs: 10 * minute,
        signal,
      });
      figures.vaulted += report.done;
      if (report.paused !== null || report.claimed === 0) return report;
    }
  }

  const keyHash = await pixelKey(db);
  const pixels = tape.calls
    .filter(({ recording, index }) => recording !== null && drawn(tape.seed, "pixel", index) < 0.7)
    .map((call) => ({ id: call.id, atMs: call.recording?.linkMs ?? 0 }))
    .sort((one, other) => one.atMs - other.atMs);
  let sent = 0;
  /** Seven recordings in ten are told of by the pixel, one pixel in ten twice, and some of calls that never were. */
  async function sendPixels(untilMs: number): Promise<void> {
    for (let pixel = pixels[sent]; pixel !== undefined && pixel.atMs <= untilMs; pixel = pixels[sent]) {
      const roll = drawn(tape.seed, "sent", sent);
      await takeHint.run(db, keyHash, pixel.id, null);
      if (roll < 0.1) await takeHint.run(db, keyHash, pixel.id, "https://media.ringba.com/forged");
      if (roll > 0.98) await takeHint.run(db, keyHash, `RGBNEVER${sent}`, null);
      sent += 1;
    }
  }

  const endMs = tape.endMs + quietDays * day;
  let daysTold = 0;
  for (let atMs = tape.startMs; atMs <= endMs; ) {
    clock.jumpTo(atMs);
    await databaseClock.setAhead(clock.aheadMs());
    await sendPixels(clock.nowMs());
    const ingest = await ingestLane(
      { db, source, clock, log },
      { worker: "ingest-1", budgetMs: 5 * minute, signal, tiers },
    );
    const vaulted = await drainVault();
    figures.beats += 1;
    if (ingest.paused !== null || vaulted.paused !== null) figures.paused += 1;
    const isQuiet = atMs >= tape.endMs;
    const isReading = ingest.more || ingest.note !== undefined || ingest.paused !== null;
    const isBusy = isReading || (vaulted.paused !== null && !isQuiet);
    atMs = clock.nowMs() + (isBusy ? busyBeatMs : isQuiet ? quietBeatMs : beatMs);
    const dayNow = Math.floor((atMs - tape.startMs) / day);
    if (dayNow > daysTold) onDay?.(dayNow, figures);
    daysTold = Math.max(daysTold, dayNow);
  }
  return figures;
}

async function pixelKey(db: Db): Promise<string> {
  const made = await handOutIngestKey(db, { name: "drill", graceHours: null, actor: theCommandLine });
  if (made === null) throw new Error("this database has been drilled before");
  return sha256Hex(made.key);
}
