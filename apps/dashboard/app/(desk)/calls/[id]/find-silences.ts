/** A stretch of the recording, in seconds. */
export type Stretch = readonly [from: number, to: number];

const longerThan = 1.5;

/** Where nobody speaks for over a second and a half, between what is spoken and after it. */
export function findSilences(spoken: readonly Stretch[], seconds: number | null): Stretch[] {
  const silences: Stretch[] = [];
  let heardTo = 0;
  const consider = (until: number) => {
    if (until - heardTo > longerThan) silences.push([heardTo, until]);
  };
  for (const [from, to] of spoken.toSorted((a, b) => a[0] - b[0])) {
    consider(from);
    heardTo = Math.max(heardTo, to);
  }
  if (spoken.length > 0 && seconds !== null) consider(seconds);
  return silences;
}

/** Of a silence so much is left on either side that no word is cut. */
const margin = 0.25;

/** Where to go on from a moment within a silence; null where somebody speaks. */
export function afterSilence(silences: readonly Stretch[], at: number): number | null {
  const silence = silences.find(([from, to]) => at >= from + margin && at < to - margin);
  return silence === undefined ? null : silence[1] - margin;
}
