import { laneFailure } from "@callscript/core/failure.ts";
import type { ProviderCall } from "@callscript/core/ports.ts";
import { callLogBody } from "../call-log-body.ts";
import { columnsRefused } from "../call-log-columns.ts";
import { readReport } from "../call-log-report.ts";
import { readRecord } from "../call-record.ts";
import type { CountedRequests } from "./counted-requests.ts";

export const askedSize = 1000;

export interface Stretch {
  /** Such as "the last hour". */
  name: string;
  fromUtc: Date;
  toUtc: Date;
}

/** A page of the call log as it came. */
export interface ProbedPage {
  stretch: Stretch;
  offset: number;
  /** When it was answered. */
  atUtc: Date;
  records: readonly unknown[];
  calls: readonly ProviderCall[];
  unreadable: readonly string[];
  claimedTotal: number | null;
  /** As it came; undefined where the answer does not say. */
  partialResult: unknown;
}

/** The columns that pages are asked with: one that is refused by name is left out of every further request. */
export interface ProbedColumns {
  names: readonly string[];
  refused: string[];
}

/** Asks one page with the request that ingest makes. @throws NotAskedError or PortError. */
export async function askProbedPage(
  requests: CountedRequests,
  columns: ProbedColumns,
  { path, stretch, offset, now }: { path: string; stretch: Stretch; offset: number; now: () => Date },
): Promise<ProbedPage> {
  for (;;) {
    const named = columns.names.filter((name) => !columns.refused.includes(name));
    const { fromUtc, toUtc } = stretch;
    const body = callLogBody({ fromUtc, toUtc, offset, size: askedSize }, named);
    const answer = await requests.ask({ method: "POST", path, body });
    if (answer.ok) return pageOf(answer.json, { stretch, offset, atUtc: now() });
    const refused = columnsRefused(answer.refused, named);
    if (refused === null) throw laneFailure(`Ringba refused the call log request: ${answer.refused}`);
    columns.refused.push(...refused);
  }
}

function pageOf(json: unknown, place: Pick<ProbedPage, "stretch" | "offset" | "atUtc">): ProbedPage {
  const { records, claimedTotal, partialResult } = readReport(json);
  const read = records.map((record) => readRecord(record));
  return {
    ...place,
    records,
    calls: read.flatMap((one) => (one.ok ? [one.call] : [])),
    unreadable: read.flatMap((one) => (one.ok ? [] : [one.reason])),
    claimedTotal,
    partialResult,
  };
}
