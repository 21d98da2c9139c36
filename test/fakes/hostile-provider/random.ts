import { seeded } from "../../support/seeded.ts";

/** A number in [0, 1): the same seed and keys, the same number, in whatever order it is asked for. */
export function drawn(seed: number, ...keys: readonly (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed;
  const text = keys.join("|");
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return seeded(hash)();
}

/** Numbers in [0, 1), one after another. */
export function dice(seed: number, ...keys: readonly (string | number)[]): () => number {
  return seeded(Math.floor(drawn(seed, ...keys) * 2 ** 32));
}

/** A lognormal draw from two uniform ones. */
export function lognormal(roll: () => number, median: number, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());
  return median * Math.exp(sigma * normal);
}
