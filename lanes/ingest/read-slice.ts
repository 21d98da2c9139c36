import { failureOf } from "@callscript/core/failure.ts";
import type { CallSource, Clock, Log, ProviderPage } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { pageVerdict } from "./page-verdict.ts";
import { bisect, type createFrontier, type Slice } from "./slices.ts";
import { storePage } from "./store-page.ts";

/** After this many seconds whose totals proved unfounded, totals are not believed for the rest of the run. */
const doubtsBeforeDistrust = 8;

export interface ReadPorts {
  db: Db;
  source: CallSource;
  clock: Clock;
  log: Log;
}

/** What one run knows and counts while it reads slice after slice. */
export interface ReadState {
  worker: string;
  pageSize: number;
  signal: AbortSignal;
  frontier: ReturnType<typeof createFrontier>;
  doubted: number;
  received: number;
  written: number;
  unreadable: number;
}

/** `open`: read, but not known to be complete. `failed`: the provider did not answer; nothing was lost or stored. */
export type SliceOutcome = { kind: "complete" | "bisect" | "open" } | { kind: "failed"; error: unknown };

/**
 * Reads one slice and stores every page that comes. A slice longer than a second is read by one page, which either
 * completes it or divides it; a second is paged by fixed offsets until a short page.
 * @throws what the database throws; the provider's failures are returned.
 */
export async function readSlice(ports: ReadPorts, state: ReadState, slice: Slice): Promise<SliceOutcome> {
  const divisible = bisect(slice) !== null;
  let sliceRow: string | null = null;
  let offset = 0;
  let reads = 0;
  for (;;) {
    const asked = await askPage(ports, state, slice, offset);
    if ("error" in asked) return failed(ports.log, asked.error, slice, divisible);
    const { page } = asked;
    reads += 1;
    const verdict = pageVerdict(page, {
      divisible,
      offset,
      pageSize: state.pageSize,
      reads,
      totalsTrusted: state.doubted < doubtsBeforeDistrust,
    });
    const complete = verdict === "complete" || verdict === "doubted";
    const stored = await storePage(ports.db, state.worker, page, {
      slice,
      sliceRow,
      complete,
      watermarkMs: state.frontier.with(slice),
      nowMs: ports.clock.now().getTime(),
    });
    sliceRow = stored.sliceRow;
    count(ports.log, state, page, stored.inserted + stored.updated);
    if (verdict === "doubted") doubt(ports.log, state, page, slice);
    if (complete) return { kind: "complete" };
    if (verdict === "bisect" || verdict === "open") return { kind: verdict };
    if (state.signal.aborted) return { kind: "open" };
    if (verdict === "next_page") {
      offset += state.pageSize;
      reads = 0;
    }
  }
}

async function askPage(
  { source }: ReadPorts,
  { pageSize, signal }: ReadState,
  slice: Slice,
  offset: number,
): Promise<{ page: ProviderPage } | { error: unknown }> {
  const request = {
    fromUtc: new Date(slice.fromMs),
    toUtc: new Date(slice.toMs),
    offset,
    size: pageSize,
  };
  try {
    return { page: await source.page(request, signal) };
  } catch (error) {
    return { error };
  }
}

/** An answer that is too large is asked for in halves; every other failure is the provider's. */
function failed(log: Log, error: unknown, slice: Slice, divisible: boolean): SliceOutcome {
  const failure = failureOf(error);
  if (failure.kind !== "call") return { kind: "failed", error };
  log.warn("page not read", { ...asUtc(slice), reason: failure.reason });
  return { kind: divisible ? "bisect" : "open" };
}

function count(log: Log, state: ReadState, page: ProviderPage, written: number): void {
  state.received += page.received;
  state.written += written;
  state.unreadable += page.unreadable.length;
  if (page.unreadable.length > 0) {
    const reasons = [...new Set(page.unreadable.map((one) => one.reason))].slice(0, 5);
    log.warn("records not understood", { records: page.unreadable.length, reasons });
  }
}

function doubt(log: Log, state: ReadState, page: ProviderPage, slice: Slice): void {
  state.doubted += 1;
  log.warn("the total claims more calls than came", {
    ...asUtc(slice),
    received: page.received,
    claimed: page.claimedTotal,
    believed: state.doubted < doubtsBeforeDistrust,
  });
}

function asUtc(slice: Slice) {
  return { from_utc: new Date(slice.fromMs).toISOString(), to_utc: new Date(slice.toMs).toISOString() };
}
