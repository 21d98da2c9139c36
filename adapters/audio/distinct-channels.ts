/** Two channels that follow each other this closely are one signal twice. */
const sameAbove = 0.95;
/** A channel this much quieter than the other (in power) carries nothing of its own. */
const silentBelow = 1e-5;

/** The channels that say something of their own: dual mono counts once, and so does a stereo file with one dead side. */
export function distinctChannels(channels: readonly Float32Array[]): Float32Array[] {
  const [left, right] = channels;
  if (!left || !right) return [...channels];
  const [a, b] = [power(left), power(right)];
  if (b <= a * silentBelow) return [left];
  if (a <= b * silentBelow) return [right];
  let product = 0;
  for (let at = 0; at < left.length; at += 1) product += (left[at] ?? 0) * (right[at] ?? 0);
  const correlation = product / left.length / Math.sqrt(a * b);
  return Math.abs(correlation) > sameAbove ? [left] : [left, right];
}

function power(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length);
}
