import type {
  AudioProbe,
  AudioStore,
  Peaks,
  PutOptions,
  RecordingFacts,
  RecordingStream,
  StoredRecording,
} from "./ports.ts";

/** The most bytes of one recording: calls are 0.2 to 30 MB, and whoever transcribes one holds it whole. */
export const maxRecordingBytes = 512 * 2 ** 20;

export interface KeptRecording {
  stored: StoredRecording;
  /** null where there is no probe; the factory then measures. */
  measured: { facts: RecordingFacts; peaks: Peaks } | null;
}

export interface KeepOptions extends Omit<PutOptions, "inspect" | "saidBytes"> {
  /** Asked last, when all is measured and nothing counts yet: when it rejects, nothing is kept. */
  confirm?: () => Promise<void>;
}

/**
 * Puts a recording into the vault, measured before it counts: what proves to be no audio never stands there.
 * Rejects as the store, the probe and `confirm` do.
 */
export async function keepRecording(
  { store, probe }: { store: AudioStore; probe: AudioProbe | null },
  key: string,
  { body, contentLength }: RecordingStream,
  { confirm, ...limits }: KeepOptions,
): Promise<KeptRecording> {
  const found: { measured: KeptRecording["measured"] } = { measured: null };
  const stored = await store.put(key, body, {
    ...limits,
    saidBytes: contentLength,
    async inspect(draft) {
      if (probe !== null) found.measured = await probe.measure(await draft.open(), limits.signal);
      await confirm?.();
    },
  });
  return { stored, ...found };
}
