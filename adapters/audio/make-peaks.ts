import type { Peaks } from "@callscript/core/ports.ts";
import { type DecodedAudio, secondsOf } from "./decoded-audio.ts";

/** Buckets of all channels together: at most 16 kB of JSON a call. */
const buckets = 1_800;

/** Lowest and highest sample of each bucket, scaled to -128..127 of the recording's own loudest sample. */
export function makePeaks(audio: DecodedAudio): Peaks {
  const perChannel = Math.floor(buckets / audio.channels.length);
  const loudest = audio.channels.reduce(
    (max, channel) => channel.reduce((most, sample) => Math.max(most, Math.abs(sample)), max),
    0,
  );
  const scale = loudest > 0 ? 127 / loudest : 0;
  return {
    seconds: Math.round(secondsOf(audio) * 1000) / 1000,
    channels: audio.channels.map((channel) => {
      const count = Math.min(perChannel, channel.length);
      return Array.from({ length: count }, (_, bucket) => {
        let low = 0;
        let high = 0;
        for (
          let at = Math.floor((bucket * channel.length) / count);
          at < Math.floor(((bucket + 1) * channel.length) / count);
          at += 1
        ) {
          const sample = channel[at] ?? 0;
          if (sample < low) low = sample;
          if (sample > high) high = sample;
        }
        return [Math.round(low * scale), Math.round(high * scale)];
      }).flat();
    }),
  };
}
