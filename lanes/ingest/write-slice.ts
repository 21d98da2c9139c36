import type { Db } from "@callscript/core/query.ts";
import { storableJson } from "@callscript/core/storable-json.ts";
import type { ReadPorts, ToldPage } from "./ask-page.ts";
import { addToSliceRow, keepUnreadable, openSliceRow } from "./ingest.sql.ts";
import { movePass, noteGap, raiseWatermark } from "./passes.sql.ts";
import { asUtc, type Slice } from "./slice.ts";
import { storeCalls } from "./store-calls.ts";
import type { Tier } from "./tiers.ts";

interface Written {
  received: number;
  inserted: number;
  updated: number;
  unreadable: number;
}

/** Stores the pages of one slice as they come. */
export interface SliceWriter {
  keep(page: ToldPage): Promise<void>;
  /**
   * The last page of the slice, its row in the ledger, the pass's position and the watermark in one transaction. A gap
   * is noted as a pass of its own and then passed by; an `open` slice moves neither.
   */
  end(as: "complete" | "gap" | "open"): Promise<Written>;
}

/**
 * One page is held back until the next one or the end, so that a slice of one page is one transaction.
 */
export function sliceWriter(
  { db, clock, log }: ReadPorts,
  { slice, passKey, tier, worker }: { slice: Slice; passKey: string; tier: Tier; worker: string },
): SliceWriter {
  const written: Written = { received: 0, inserted: 0, updated: 0, unreadable: 0 };
  let held: ToldPage | null = null;
  let ledgerRow: string | null = null;

  async function store(tx: Db, complete: boolean): Promise<void> {
    const page = held;
    held = null;
    if (page === null && ledgerRow === null && !complete) return;
    const nowMs = clock.now().getTime();
    const askedAtUtc = page?.askedAtUtc ?? clock.now();
    const counts = await storeCalls(tx, page?.calls ?? [], { nowMs, askedAtUtc, worker });
    const unreadable = page?.unreadable.length ?? 0;
    if (page !== null && unreadable > 0)
      await keepUnreadable.run(
        tx,
        page.unreadable.map((one) => one.reason),
        page.unreadable.map((one) => storableJson(one.raw)),
      );
    const figures = [
      page === null ? 0 : 1,
      page?.partial ? 1 : 0,
      page?.received ?? 0,
      counts.inserted,
      counts.updated,
      unreadable,
      page?.claimedTotal ?? null,
      complete,
    ] as const;
    if (ledgerRow === null) {
      const span = [new Date(slice.fromMs), new Date(slice.toMs)] as const;
      ledgerRow = (await openSliceRow.run(tx, ...span, tier, ...figures))[0]?.id ?? null;
    } else {
      await addToSliceRow.run(tx, ledgerRow, ...figures);
    }
    written.received += page?.received ?? 0;
    written.inserted += counts.inserted;
    written.updated += counts.updated;
    written.unreadable += unreadable;
  }

  return {
    async keep(page) {
      if (held !== null) await db.transaction((tx) => store(tx, false));
      held = page;
      if (page.unreadable.length === 0) return;
      const reasons = [...new Set(page.unreadable.map((one) => one.reason))].slice(0, 5);
      log.warn("records not understood", { records: page.unreadable.length, reasons });
    },
    async end(as) {
      await db.transaction(async (tx) => {
        await store(tx, as === "complete");
        const from = new Date(slice.fromMs);
        const to = new Date(slice.toMs);
        const figures = [written.received, written.inserted, written.updated] as const;
        if (as === "open") {
          // What came counts; the pass stands where it stood.
          if (written.received > 0) await movePass.run(tx, passKey, from, ...figures);
          return;
        }
        if (as === "gap") {
          const { from_utc: second } = asUtc(slice);
          await noteGap.run(tx, `gap ${second}`, from, to, clock.now());
          if (tier === "gap") return;
        }
        await raiseWatermark.run(tx, from, to);
        await movePass.run(tx, passKey, to, ...figures);
      });
      return written;
    },
  };
}
