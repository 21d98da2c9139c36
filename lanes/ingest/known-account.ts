/** The most records that a page may hold, and the fixed step of offsets. */
export const askedPageSize = 1000;
/** Accounts that answer with 20 records when asked for 1000 have been seen; fewer than this would be of no use. */
const shortestLimit = 10;

/**
 * What is known of how long an account's pages get. A page that is as long as any seen before may have been cut, so
 * the reader looks once more where it ended; two cuts at one length teach the account's page size.
 */
export interface KnownAccount {
  /** The longest page that the account answers with. */
  pageSize(): number;
  /** true for a page that is longer than all before it. */
  isLonger(received: number): boolean;
  /** true for a page as long as the longest so far. */
  isLongest(received: number): boolean;
  /** A page of `received` came. Answers with the page size, where this has just changed it. */
  saw(received: number): number | null;
  /** A page ended at `received`, though `following` more were there. Likewise. */
  wasCut(received: number, following: number): number | null;
  /** Of what came so far in this run. */
  readonly records: { readable: number; unreadable: number };
  /** Calls a second of what was read last, by which the next slice is sized; null before the first. */
  callsPerSecond: number | null;
}

export function knownAccount(learntPageSize: number | null, longestPage = 0): KnownAccount {
  let size = learntPageSize ?? askedPageSize;
  let longest = longestPage;
  const cuts = new Map<number, number>();
  return {
    records: { readable: 0, unreadable: 0 },
    callsPerSecond: null,
    pageSize: () => size,
    isLonger: (received) => received > longest,
    isLongest: (received) => received >= Math.max(longest, shortestLimit),
    saw(received) {
      longest = Math.max(longest, received);
      if (received <= size) return null;
      size = Math.min(received, askedPageSize);
      return size;
    },
    wasCut(received, following) {
      const times = (cuts.get(received) ?? 0) + 1;
      cuts.set(received, times);
      const isLimit = received >= shortestLimit && received < size && received === longest;
      if (!isLimit || (following !== received && times < 2)) return null;
      size = received;
      return size;
    },
  };
}
