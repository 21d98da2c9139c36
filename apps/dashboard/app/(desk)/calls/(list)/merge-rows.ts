interface Identified {
  id: string;
}

/** The rows that are shown, as they were last read, each once; and how many of the latest stand above them all. Where none is shown, the latest are. */
export function mergeRows<Row extends Identified>(
  shown: readonly Row[],
  latest: readonly Row[],
): { rows: Row[]; fresh: number } {
  if (shown.length === 0) return { rows: [...latest], fresh: 0 };
  const read = new Map(latest.map((row) => [row.id, row]));
  const rows = [...new Map(shown.map((row) => [row.id, read.get(row.id) ?? row])).values()];
  const known = new Set(shown.map(({ id }) => id));
  const firstKnown = latest.findIndex(({ id }) => known.has(id));
  return { rows, fresh: firstKnown === -1 ? latest.length : firstKnown };
}
