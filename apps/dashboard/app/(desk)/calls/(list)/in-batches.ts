const batchSize = 500;

/** Does something with many calls, 500 at once, one batch after the other; tells how far it is, and adds up what it did. */
export async function inBatches(
  ids: readonly string[],
  work: (batch: readonly string[]) => Promise<number>,
  onProgress: (done: number) => void,
): Promise<number> {
  let sum = 0;
  for (let from = 0; from < ids.length; from += batchSize) {
    sum += await work(ids.slice(from, from + batchSize));
    onProgress(Math.min(ids.length, from + batchSize));
  }
  return sum;
}
