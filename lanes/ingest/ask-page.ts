import { failureOf } from "@callscript/core/failure.ts";
import type { CallSource, Clock, Log, ProviderPage } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { lowerBudget, ringbaBudget, takeBudgetFor } from "@callscript/core/rate-budget.sql.ts";
import { askedPageSize, type KnownAccount } from "./known-account.ts";
import { learnPageSize, noteLongest } from "./passes.sql.ts";
import type { Slice } from "./slice.ts";

/** A page, the look at the next offset, and at times one where the page ended. */
const requestsOfSlice = 3;

export interface ReadPorts {
  db: Db;
  source: CallSource;
  clock: Clock;
  log: Log;
}

export interface Reader {
  worker: string;
  signal: AbortSignal;
  /** The share of a minute's requests that is left for those who come first; of a slice that is begun, none. */
  keep: number;
  account: KnownAccount;
  /** Nobody looks at the stretch again soon: where a page ended is asked about though nothing is in doubt. */
  isThorough?: boolean;
  /** Waits where the budget has no room and answers whether to ask again; without it the reading ends there. */
  patience?: (seconds: number) => Promise<boolean>;
}

/** A page, and when it was asked for by this machine's clock. */
export interface ToldPage extends ProviderPage {
  askedAtUtc: Date;
}

/** `budget`: nothing was asked, for want of room. `failed`: the provider did not answer; its failure is not thrown. */
export type Asked =
  | { kind: "page"; page: ToldPage }
  | { kind: "budget"; waitSeconds: number }
  | { kind: "failed"; error: unknown };

/**
 * Asks for one page within the budget; the first of a slice only when the whole slice has room. A refusal for want of room lowers the budget for everybody.
 * @throws what the database throws.
 */
export async function askPage(
  ports: ReadPorts,
  reader: Reader,
  slice: Slice,
  offset: number,
  begins = false,
): Promise<Asked> {
  const room = begins ? { ...reader, need: requestsOfSlice } : { ...reader, keep: 0 };
  return askWithin(ports, room, async () => {
    const request = {
      fromUtc: new Date(slice.fromMs),
      toUtc: new Date(slice.toMs),
      offset,
      size: askedPageSize,
    };
    const askedAtUtc = ports.clock.now();
    const page = { ...(await ports.source.page(request, reader.signal)), askedAtUtc };
    reader.account.records.readable += page.calls.length;
    reader.account.records.unreadable += page.unreadable.length;
    if (reader.account.isLonger(page.received)) await noteLongest.run(ports.db, page.received);
    await learn(ports, reader.account.saw(page.received));
    return { kind: "page", page } as const;
  });
}

/** Takes a token, asks, and tells what a refusal teaches; waits for room as the reader has patience. */
export async function askWithin<T>(
  { db, log }: ReadPorts,
  { keep, need = 1, patience }: Pick<Reader, "keep" | "patience"> & { need?: number },
  ask: () => Promise<T>,
): Promise<T | { kind: "budget"; waitSeconds: number } | { kind: "failed"; error: unknown }> {
  for (;;) {
    const [budget] = await takeBudgetFor.run(db, ringbaBudget, keep, need);
    let waitSeconds = budget?.wait_seconds ?? 0;
    if (waitSeconds === 0) {
      try {
        return await ask();
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind !== "transient" || failure.rateLimit === undefined) return { kind: "failed", error };
        const { perMinute } = failure.rateLimit;
        await lowerBudget.run(db, ringbaBudget, perMinute, failure.retryAfterSeconds ?? null);
        log.warn("asked too often", { reason: failure.reason, limit_per_minute: perMinute });
        waitSeconds = failure.retryAfterSeconds ?? 60;
      }
    }
    if (!(await patience?.(waitSeconds))) return { kind: "budget", waitSeconds };
  }
}

export async function learn({ db, log }: ReadPorts, pageSize: number | null): Promise<void> {
  if (pageSize === null) return;
  await learnPageSize.run(db, pageSize);
  log.warn("page size learnt", { page_size: pageSize });
}
