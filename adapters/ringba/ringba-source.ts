import { laneFailure, PortError, transient } from "@callscript/core/failure.ts";
import type { CallSource, ProviderCall, ProviderPage } from "@callscript/core/ports.ts";
import { z } from "zod";
import { callLogBody } from "./call-log-body.ts";
import { columnsRefused, readColumnIds, wantedColumns } from "./call-log-columns.ts";
import { readRecord } from "./call-record.ts";
import { countCalls } from "./count-calls.ts";
import { gatherDetail } from "./detail-record.ts";
import { askRingba, type RingbaAccount } from "./ringba-request.ts";
import { saysPartial } from "./says-partial.ts";

const detailBatch = 10;
const columnsLastMs = 24 * 60 * 60_000;

const Count = z.union([z.int().nonnegative(), z.string().regex(/^\d+$/).transform(Number)]).catch(Number.NaN);
const Report = z.object({
  report: z.looseObject({
    records: z.array(z.unknown()),
    totalCount: Count.optional(),
    total: Count.optional(),
    partialResult: z.unknown().optional(),
  }),
});

/** What a caller must say of the account; `maxAnswerBytes` bounds one answer (a page of 1000 records is about 3 MB). */
export type RingbaOptions = Omit<RingbaAccount, "maxAnswerBytes"> & { maxAnswerBytes?: number };

/** The call log of one Ringba account. Failures are PortErrors, see ringba-request.ts. */
export function createRingbaSource(options: RingbaOptions): CallSource {
  const account: RingbaAccount = { maxAnswerBytes: 64 * 1024 * 1024, ...options };
  const refusedColumns = new Set<string>();
  let columnList: Promise<ReadonlySet<string> | null> | null = null;
  let columnsAskedAtMs = 0;

  /**
   * The account's own column list, asked once a day; null where there is none, and then no columns are named. An account
   * that may not list its columns may still read its calls: the page request decides.
   */
  async function knownColumns(signal: AbortSignal): Promise<ReadonlySet<string> | null> {
    if (Date.now() - columnsAskedAtMs > columnsLastMs) {
      columnList = null;
      refusedColumns.clear();
    }
    if (columnList === null) columnsAskedAtMs = Date.now();
    columnList ??= askRingba(account, { method: "GET", path: "calllogs/columns" }, signal).then((answer) =>
      answer.ok ? readColumnIds(answer.json) : null,
    );
    try {
      return await columnList;
    } catch (error) {
      columnList = null;
      if (!(error instanceof PortError) || error.failure.kind === "transient") throw error;
      // Asked again tomorrow; until then the account's own default columns come.
      columnList = Promise.resolve(null);
      return null;
    }
  }

  async function askPage(
    slice: { fromUtc: Date; toUtc: Date; offset: number; size: number },
    signal: AbortSignal,
  ): Promise<unknown> {
    for (;;) {
      const known = await knownColumns(signal);
      const columns = wantedColumns.filter((column) => known?.has(column) && !refusedColumns.has(column));
      const body = callLogBody(slice, columns);
      const answer = await askRingba(account, { method: "POST", path: "calllogs", body }, signal);
      if (answer.ok) return answer.json;
      if (columns.length === 0) throw laneFailure(`Ringba refused the call log request: ${answer.refused}`);
      // Where no column is named, all of them are in doubt: without any, the account's own default comes.
      for (const column of columnsRefused(answer.refused, columns) ?? columns) refusedColumns.add(column);
    }
  }

  return {
    async page(slice, signal): Promise<ProviderPage> {
      const { report } = readReport(await askPage(slice, signal));
      const calls: ProviderCall[] = [];
      const unreadable: { reason: string; raw: unknown }[] = [];
      for (const record of report.records) {
        const read = readRecord(record);
        if (read.ok) calls.push(read.call);
        else unreadable.push({ reason: read.reason, raw: record });
      }
      const total = report.totalCount ?? report.total;
      return {
        calls,
        unreadable,
        received: report.records.length,
        partial: saysPartial(report.partialResult),
        claimedTotal: total === undefined || Number.isNaN(total) ? null : total,
      };
    },

    count: (window, signal) => countCalls((request) => askRingba(account, request, signal), window),

    async detail(providerCallIds, signal) {
      const found: ProviderCall[] = [];
      for (let from = 0; from < providerCallIds.length; from += detailBatch) {
        const body = JSON.stringify({ InboundCallIds: providerCallIds.slice(from, from + detailBatch) });
        const answer = await askRingba(account, { method: "POST", path: "calllogs/detail", body }, signal);
        if (!answer.ok) throw laneFailure(`Ringba refused the detail request: ${answer.refused}`);
        for (const record of readReport(answer.json).report.records) {
          const read = readRecord(gatherDetail(record), record);
          if (read.ok) found.push(read.call);
        }
      }
      return found;
    },
  };
}

function readReport(answer: unknown) {
  const parsed = Report.safeParse(answer);
  if (!parsed.success) throw transient("Ringba's answer has no report with records");
  return parsed.data;
}
