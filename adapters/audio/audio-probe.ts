import type { AudioProbe } from "@callscript/core/ports.ts";
import { decodeAudio } from "./decode-audio.ts";
import { createMeter } from "./measure-audio.ts";

/** Measures recordings on this machine, without any model: as they are decoded, never whole in memory. */
export function createAudioProbe({ maxSeconds }: { maxSeconds?: number } = {}): AudioProbe {
  return {
    async measure(recording, signal) {
      const meter = createMeter();
      for await (const piece of decodeAudio(recording, { signal, ...(maxSeconds ? { maxSeconds } : {}) }))
        meter.add(piece);
      return meter.result();
    },
  };
}
