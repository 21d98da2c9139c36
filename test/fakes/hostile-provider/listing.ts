import type { Tape } from "./tape.ts";
import type { TapeCall } from "./tape-call.ts";
import { recordAt, versionAt } from "./tape-record.ts";

export interface Listing {
  /** What is listed at a moment, newest first, of calls that began (by the provider's clock) in [fromMs, toMs). */
  within(fromMs: number, toMs: number, atMs: number): TapeCall[];
  /** A call's record at a moment as JSON. */
  json(call: TapeCall, atMs: number): string;
  /** A call that is listed at a moment. */
  find(id: string, atMs: number): TapeCall | null;
}

/** The tape as a call log. `link` makes the link that a record tells. */
export function createListing(tape: Tape, link: (call: TapeCall) => string): Listing {
  const byId = new Map(tape.calls.map((call) => [call.id, call]));
  const told = new Map<TapeCall, { version: number; json: string }>();
  const firstAtOrAfter = (ms: number) => {
    let low = 0;
    let high = tape.calls.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tape.calls[middle]?.startMs ?? 0) < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    within(fromMs, toMs, atMs) {
      const found = tape.calls.slice(
        firstAtOrAfter(fromMs - tape.skewMs),
        firstAtOrAfter(toMs - tape.skewMs),
      );
      return found.filter((call) => call.listedMs <= atMs).reverse();
    },
    json(call, atMs) {
      const version = versionAt(call, atMs);
      const last = told.get(call);
      if (last?.version === version) return last.json;
      const json = JSON.stringify(recordAt(tape, call, atMs, link(call)));
      told.set(call, { version, json });
      return json;
    },
    find(id, atMs) {
      const call = byId.get(id);
      return call !== undefined && call.listedMs <= atMs ? call : null;
    },
  };
}
