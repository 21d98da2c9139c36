/** How many faults are told with their reasons; a file of a million bad rows has as many and they are only counted. */
const told = 100;

/** What did not come in: how many, and the first of them. */
export interface Faults<T> {
  count: number;
  first: T[];
}

export function faultsOf<T>(all: readonly T[] = []): Faults<T> {
  return { count: all.length, first: all.slice(0, told) };
}

export function addFault<T>(faults: Faults<T>, fault: T): void {
  faults.count += 1;
  if (faults.first.length < told) faults.first.push(fault);
}
