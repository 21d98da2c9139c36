import type { Peaks, RecordingFacts } from "@callscript/core/ports.ts";
import type { DecodedAudio } from "./decoded-audio.ts";
import { createExtremes, type Extremes } from "./peaks.ts";

/** Buckets of all channels together: at most 16 kB of JSON a call. */
const buckets = 1_800;

export interface Measured {
  facts: RecordingFacts;
  /** Scaled to -128..127 of the recording's own loudest sample. */
  peaks: Peaks;
}

/** Measures a recording of any length piece by piece, with constant memory: `add` each piece, then ask for the `result`. */
export function createMeter() {
  let last: DecodedAudio | null = null;
  let frames = 0;
  let extremes: ReturnType<typeof createExtremes>[] = [];
  return {
    add(piece: DecodedAudio): void {
      if (last === null) extremes = piece.channels.map(createExtremes);
      last = piece;
      frames += piece.channels[0]?.length ?? 0;
      for (const [channel, samples] of piece.channels.entries()) extremes[channel]?.add(samples);
    },
    result(): Measured {
      if (last === null) throw new Error("nothing was measured");
      const seconds = Math.round((frames / last.sampleRate) * 1000) / 1000;
      const spread = extremes.map((channel) => channel.spread(Math.floor(buckets / extremes.length)));
      return {
        facts: { seconds, channels: extremes.length, sampleRate: last.sampleRate, codec: last.codec },
        peaks: { seconds, channels: scaled(spread) },
      };
    },
  };
}

/** Measures what is decoded already. */
export function measureAudio(audio: DecodedAudio): Measured {
  const meter = createMeter();
  meter.add(audio);
  return meter.result();
}

function scaled(channels: readonly Extremes[]): number[][] {
  const loudest = channels.reduce(
    (most, { low, high }) => low.reduce((loud, least, at) => Math.max(loud, -least, high[at] ?? 0), most),
    0,
  );
  const scale = loudest > 0 ? 127 / loudest : 0;
  return channels.map(({ low, high }) =>
    Array.from(low, (least, at) => [Math.round(least * scale), Math.round((high[at] ?? 0) * scale)]).flat(),
  );
}
