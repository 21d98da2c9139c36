import { failureOf } from "@callscript/core/failure.ts";
import type { CallSource, Clock, Log, ProviderPage } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { lowerBudget, ringbaBudget, takeBudget } from "@callscript/core/rate-budget.sql.ts";
import { askedPageSize, type KnownAccount } from "./known-account.ts";
import { learnPageSize } from "./passes.sql.ts";
import type { Slice } from "./slice.ts";

export interface ReadPorts {
  db: Db;
  source: CallSource;
  clock: Clock;
  log: Log;
}

export interface Reader {
  worker: string;
  signal: AbortSignal;
  /** The share of a minute's requests that is left for those who come first. */
  keep: number;
  account: KnownAccount;
  /** Waits where the budget has no room and answers whether to ask again; without it the reading ends there. */
  patience?: (seconds: number) => Promise<boolean>;
}

/** `budget`: nothing was asked, for want of room. `failed`: the provider did not answer; its failure is not thrown. */
export type Asked =
  | { kind: "page"; page: ProviderPage }
  | { kind: "budget"; waitSeconds: number }
  | { kind: "failed"; error: unknown };

/**
 * Asks for one page within the budget; a refusal for want of room lowers the budget for everybody.
 * @throws what the database throws.
 */
export async function askPage(
  ports: ReadPorts,
  reader: Reader,
  slice: Slice,
  offset: number,
): Promise<Asked> {
  return askWithin(ports, reader, async () => {
    const request = {
      fromUtc: new Date(slice.fromMs),
      toUtc: new Date(slice.toMs),
      offset,
      size: askedPageSize,
    };
    const page = await ports.source.page(request, reader.signal);
    await learn(ports, reader.account.saw(page.received));
    return { kind: "page", page } as const;
  });
}

/** Takes a token, asks, and tells what a refusal teaches; waits for room as the reader has patience. */
export async function askWithin<T>(
  { db, log }: ReadPorts,
  { keep, patience }: Pick<Reader, "keep" | "patience">,
  ask: () => Promise<T>,
): Promise<T | { kind: "budget"; waitSeconds: number } | { kind: "failed"; error: unknown }> {
  for (;;) {
    const [budget] = await takeBudget.run(db, ringbaBudget, keep);
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
