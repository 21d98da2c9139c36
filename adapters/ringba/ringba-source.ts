import { callFailure, laneFailure } from "@callscript/core/failure.ts";
import type { CallSource, ProviderCall, ProviderPage } from "@callscript/core/ports.ts";
import { callLogBody } from "./call-log-body.ts";
import { columnsRefused } from "./call-log-columns.ts";
import { readReport } from "./call-log-report.ts";
import { readRecord } from "./call-record.ts";
import { countCalls } from "./count-calls.ts";
import { gatherDetail } from "./detail-record.ts";
import { isNestedDeeper } from "./is-nested-deeper.ts";
import { type ColumnMemory, createKnownColumns } from "./known-columns.ts";
import { askRingba, type RingbaAccount } from "./ringba-request.ts";
import { saysPartial } from "./says-partial.ts";

const detailBatch = 10;
/** Ringba's records have three levels. */
const deepestRecord = 50;

/** What a caller must say of the account; `maxAnswerBytes` bounds one answer (a page of 1000 records is about 3 MB). */
export type RingbaOptions = Omit<RingbaAccount, "maxAnswerBytes"> & {
  maxAnswerBytes?: number;
  /** Without it each source asks for the account's columns itself. */
  columnMemory?: ColumnMemory;
};

/** The call log of one Ringba account. Failures are PortErrors, see ringba-request.ts. */
export function createRingbaSource({ columnMemory, ...options }: RingbaOptions): CallSource {
  const account: RingbaAccount = { maxAnswerBytes: 64 * 1024 * 1024, ...options };
  const known = createKnownColumns(
    (signal) => askRingba(account, { method: "GET", path: "calllogs/columns" }, signal),
    columnMemory,
  );

  async function askPage(
    slice: { fromUtc: Date; toUtc: Date; offset: number; size: number },
    signal: AbortSignal,
  ): Promise<unknown> {
    let doubted: readonly string[] = [];
    for (;;) {
      const columns = doubted.length > 0 ? [] : await known.names(signal);
      const body = callLogBody(slice, columns);
      const answer = await askRingba(account, { method: "POST", path: "calllogs", body }, signal);
      if (answer.ok) {
        if (doubted.length > 0) await known.refuse(doubted);
        return answer.json;
      }
      if (columns.length === 0) throw laneFailure(`Ringba refused the call log request: ${answer.refused}`);
      const refused = columnsRefused(answer.refused, columns);
      // Where no column is named, all of them are in doubt until the same request is answered without any.
      if (refused === null) doubted = columns;
      else await known.refuse(refused);
    }
  }

  return {
    async page(slice, signal): Promise<ProviderPage> {
      const { records, claimedTotal, partialResult } = readReport(await askPage(slice, signal));
      const calls: ProviderCall[] = [];
      const unreadable: { reason: string; raw: unknown }[] = [];
      for (const record of records) {
        if (isNestedDeeper(record, deepestRecord)) {
          unreadable.push({ reason: "nested too deep", raw: { kept: false } });
          continue;
        }
        const read = readRecord(record);
        if (read.ok) calls.push(read.call);
        else unreadable.push({ reason: read.reason, raw: record });
      }
      return {
        calls,
        unreadable,
        received: records.length,
        partial: saysPartial(partialResult),
        claimedTotal,
      };
    },

    count: (window, signal) => countCalls((request) => askRingba(account, request, signal), window),

    async detail(providerCallIds, signal) {
      const found: ProviderCall[] = [];
      for (let from = 0; from < providerCallIds.length; from += detailBatch) {
        const body = JSON.stringify({ InboundCallIds: providerCallIds.slice(from, from + detailBatch) });
        const answer = await askRingba(account, { method: "POST", path: "calllogs/detail", body }, signal);
        if (!answer.ok) throw callFailure(`Ringba refused to tell of these calls: ${answer.refused}`);
        for (const record of readReport(answer.json).records) {
          if (isNestedDeeper(record, deepestRecord)) continue;
          const read = readRecord(gatherDetail(record), record);
          if (read.ok) found.push(read.call);
        }
      }
      return found;
    },
  };
}
