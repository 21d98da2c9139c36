import { failureOf } from "./failure.ts";
import type { AudioProbe, AudioStore, Peaks, RecordingFacts, StoredRecording } from "./ports.ts";

/** The most bytes of one recording: calls are 0.2 to 30 MB, and whoever decodes one holds it whole. */
export const maxRecordingBytes = 200 * 2 ** 20;

export interface KeptRecording {
  stored: StoredRecording;
  /** null where there is no probe; the factory then measures. */
  measured: { facts: RecordingFacts; peaks: Peaks } | null;
}

/**
 * Puts a recording into the vault and measures it. What proves to be no audio is not kept.
 * Rejects as the store and the probe do.
 */
export async function keepRecording(
  { store, probe }: { store: AudioStore; probe: AudioProbe | null },
  key: string,
  body: ReadableStream<Uint8Array>,
  options: { maxBytes: number; signal: AbortSignal },
): Promise<KeptRecording> {
  const stored = await store.put(key, body, options);
  if (probe === null) return { stored, measured: null };
  try {
    const recording = await store.read(stored.path, { start: 0, end: null });
    return { stored, measured: await probe.measure(recording, options.signal) };
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === "call" && failure.final === true) await store.remove(stored.path);
    throw error;
  }
}
