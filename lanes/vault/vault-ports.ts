import type {
  AudioProbe,
  AudioStore,
  CallSource,
  Clock,
  Log,
  RecordingSource,
} from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";

export interface VaultPorts {
  db: Db;
  store: AudioStore;
  recordings: RecordingSource;
  /** null: recordings are stored without being measured; the factory does it. */
  probe: AudioProbe | null;
  /** Where fresh links come from; null: there is no provider to ask. */
  source: CallSource | null;
  clock: Clock;
  log: Log;
}

/** The worker that holds a call, the signal that stops it, and the run's bounds. */
export interface Holder {
  worker: string;
  signal: AbortSignal;
  maxBytes: number;
  /** Why the lane's breaker was opened in this run: calls that fail beside it are given back, not reported again. */
  outage: { reason: string | null };
}
