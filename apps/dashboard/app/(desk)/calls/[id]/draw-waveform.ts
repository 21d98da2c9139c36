import type { Flag } from "@callscript/core/flag.ts";
import WaveSurfer from "wavesurfer.js";
import RegionsPlugin from "wavesurfer.js/plugins/regions";

export interface WaveformInput {
  element: HTMLAudioElement;
  container: HTMLElement;
  /** Lowest and highest sample per bucket, interleaved, -128..127. */
  peaks: { channels: number[][]; seconds: number };
  seconds: number;
  flags: readonly Flag[];
}

const laneHeight = 46;

/** Draws a lane for each channel and a region for each flag over the playing element; answers with what removes it. */
export function drawWaveform({ element, container, peaks, seconds, flags }: WaveformInput): () => void {
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const regions = RegionsPlugin.create();
  const lanes = peaks.channels.map(loudness);
  const stereo = lanes.length > 1;
  const shared = { waveColor: colour("--vol"), progressColor: colour("--agent") };
  const wave = WaveSurfer.create({
    container,
    media: element,
    peaks: lanes,
    duration: seconds,
    height: laneHeight,
    barWidth: 2,
    barGap: 1,
    barRadius: 1,
    cursorColor: colour("--signal"),
    cursorWidth: 2,
    normalize: false,
    ...shared,
    ...(stereo
      ? { splitChannels: [{ ...shared }, { waveColor: colour("--vol"), progressColor: colour("--caller") }] }
      : {}),
    plugins: [regions],
  });
  const mark = () => {
    regions.clearRegions();
    for (const flag of flags) {
      if (flag.start === null) continue;
      regions.addRegion({
        start: flag.start,
        end: Math.max(flag.end ?? 0, flag.start + 0.5),
        color: `color-mix(in oklch, ${colour("--sev-4")} 18%, transparent)`,
        drag: false,
        resize: false,
      });
    }
  };
  wave.on("ready", mark);
  wave.on("decode", mark);
  return () => {
    // The element is React's: it goes on living when the drawing ends.
    wave.setOptions({ media: element });
    wave.destroy();
  };
}

function loudness(channel: readonly number[]): number[] {
  return Array.from(
    { length: Math.floor(channel.length / 2) },
    (_, bucket) => Math.max(Math.abs(channel[2 * bucket] ?? 0), Math.abs(channel[2 * bucket + 1] ?? 0)) / 127,
  );
}
