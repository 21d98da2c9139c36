import { amplitude } from "./channel-roles.ts";

export interface LanePaint {
  /** Lowest and highest sample per bucket, interleaved, -128..127. */
  channel: readonly number[];
  seconds: number;
  /** The colour at a moment of the recording. */
  colourAt: (seconds: number) => string;
}

const barPx = 2;
const stepPx = 3;

/** Paints one lane of the waveform over the whole of a canvas, a bar each three pixels, as sharp as the screen is. */
export function paintLane(canvas: HTMLCanvasElement, { channel, seconds, colourAt }: LanePaint): void {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  const buckets = channel.length / 2;
  if (context === null || buckets === 0 || width === 0) return;
  context.scale(ratio, ratio);
  for (let x = 0; x < width; x += stepPx) {
    const first = Math.floor((x / width) * buckets);
    const last = Math.max(first + 1, Math.floor(((x + stepPx) / width) * buckets));
    let loudest = 0;
    for (let bucket = first; bucket < Math.min(last, buckets); bucket += 1)
      loudest = Math.max(loudest, amplitude(channel, bucket));
    const bar = Math.max(1, (loudest / 127) * (height - 4));
    context.fillStyle = colourAt((x / width) * seconds);
    context.fillRect(x, (height - bar) / 2, barPx, bar);
  }
}
