import type { ProviderPage } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { callColumns, campaignColumns } from "./call-columns.ts";
import { addToSliceRow, ensureCampaigns, openSliceRow, raiseWatermark, upsertCalls } from "./ingest.sql.ts";
import type { Slice } from "./slices.ts";

export interface StoredPage {
  /** The slice's row in the ledger, for the next page of the same slice. */
  sliceRow: string;
  inserted: number;
  updated: number;
}

/**
 * Writes one page in one transaction: its campaigns and calls, the slice's row in the ledger and, where the slice is
 * complete, the watermark. Either all of it is there or none.
 */
export async function storePage(
  db: Db,
  worker: string,
  page: ProviderPage,
  {
    slice,
    sliceRow,
    complete,
    watermarkMs,
    nowMs,
  }: { slice: Slice; sliceRow: string | null; complete: boolean; watermarkMs: number; nowMs: number },
): Promise<StoredPage> {
  return db.transaction(async (tx) => {
    let counts = { inserted: 0, updated: 0 };
    if (page.calls.length > 0) {
      await ensureCampaigns.run(tx, ...campaignColumns(page.calls));
      counts = (await upsertCalls.run(tx, ...callColumns(page.calls, nowMs), worker))[0] ?? counts;
    }
    const figures = [
      page.received,
      counts.inserted,
      counts.updated,
      page.unreadable.length,
      page.claimedTotal,
      complete,
    ] as const;
    let row = sliceRow;
    if (row === null) {
      const opened = await openSliceRow.run(tx, new Date(slice.fromMs), new Date(slice.toMs), ...figures);
      row = opened[0]?.id ?? "";
    } else {
      await addToSliceRow.run(tx, row, ...figures);
    }
    if (complete) await raiseWatermark.run(tx, new Date(watermarkMs));
    return { sliceRow: row, ...counts };
  });
}
