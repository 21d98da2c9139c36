/** Zero crossings of the sinc on each side. */
const lobes = 16;

/** Resamples with a Hann-windowed sinc, cut off below the lower of both Nyquist rates. The same rate passes untouched. */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  const ratio = toHz / fromHz;
  const cutoff = Math.min(1, ratio) * 0.97;
  const reach = lobes / cutoff;
  const out = new Float32Array(Math.floor(samples.length * ratio));
  for (let index = 0; index < out.length; index += 1) {
    const centre = index / ratio;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let at = first; at <= last; at += 1) {
      const distance = at - centre;
      const angle = Math.PI * distance * cutoff;
      const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
      sum += (samples[at] ?? 0) * sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / reach));
    }
    out[index] = sum * cutoff;
  }
  return out;
}
