/** Counts by name. */
export interface Tally {
  add(name: string): void;
  of(name: string): number;
  all(): ReadonlyMap<string, number>;
}

export function createTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add: (name) => void counts.set(name, (counts.get(name) ?? 0) + 1),
    of: (name) => counts.get(name) ?? 0,
    all: () => counts,
  };
}
