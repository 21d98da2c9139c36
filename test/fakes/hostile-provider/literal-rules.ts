import { z } from "zod";
import type { HostileProvider } from "./server.ts";
import { isServed } from "./tape-recording.ts";
import { truthOf } from "./truth.ts";
import type { WorldClock } from "./world-clock.ts";

const minute = 60_000;
const windowMs = 15 * minute;
const beatMs = 5 * minute;
const pageSize = 1000;

const Answer = z.object({
  report: z.looseObject({
    records: z.array(z.looseObject({ inboundCallId: z.string() })),
    totalCount: z.coerce.number().optional(),
    partialResult: z.unknown(),
  }),
});
type Told = z.infer<typeof Answer>["report"]["records"][number];

export interface LiteralFigures {
  calls: number;
  lost: number;
  stale: number;
  recordings: number;
  recordingsLost: number;
  requests: number;
  /** Of its runs, every 5 minutes, these an error ended. */
  failedRuns: number;
}

/**
 * The product specification's ingest to the letter (its §5.1), rows in memory: every 5 minutes the last 15 minutes of
 * call starts, offsets by 1000 until fewer than 1000 records, `partialResult` or fetched >= totalCount; an error ends
 * the run. Of the recordings it is credited with every one whose link it was ever told and that does not need a fresh
 * link: what its vault would have lost besides is not counted.
 */
export async function literalRules(
  { account, tape }: HostileProvider,
  clock: WorldClock,
): Promise<LiteralFigures> {
  const rows = new Map<string, Told>();
  let requests = 0;

  async function ask(reportStart: Date, reportEnd: Date, offset: number) {
    requests += 1;
    const response = await fetch(`${account.baseUrl}/v2/${account.accountId}/calllogs`, {
      method: "POST",
      signal: AbortSignal.timeout(10_000),
      headers: { authorization: `Token ${account.apiToken}`, "content-type": "application/json" },
      body: JSON.stringify({
        reportStart,
        reportEnd,
        size: pageSize,
        offset,
        orderByColumns: [{ column: "callDt", direction: "desc" }],
        formatDateTime: false,
        formatTimespans: false,
      }),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return Answer.parse(await response.json()).report;
  }

  async function run(nowMs: number): Promise<void> {
    let fetched = 0;
    for (let offset = 0; ; offset += pageSize) {
      const report = await ask(new Date(nowMs - windowMs), new Date(nowMs), offset);
      for (const record of report.records)
        rows.set(record.inboundCallId, { ...rows.get(record.inboundCallId), ...record });
      fetched += report.records.length;
      if (report.records.length < pageSize) return;
      if (String(report.partialResult) === "true") return;
      if (report.totalCount !== undefined && fetched >= report.totalCount) return;
    }
  }

  let failedRuns = 0;
  for (let atMs = tape.startMs; atMs <= tape.endMs + windowMs + beatMs; atMs += beatMs) {
    clock.jumpTo(atMs);
    try {
      await run(clock.nowMs());
    } catch {
      // The specification's rule: an error ends the run, the next beat tries again.
      failedRuns += 1;
    }
  }
  return { ...judge(tape, rows), requests, failedRuns };
}

function judge(
  tape: HostileProvider["tape"],
  rows: ReadonlyMap<string, Told>,
): Omit<LiteralFigures, "requests" | "failedRuns"> {
  const served = tape.calls.filter((call) => call.recording !== null && isServed(call.recording));
  const truth = truthOf(tape);
  return {
    calls: truth.length,
    lost: truth.filter(({ id }) => !rows.has(id)).length,
    stale: truth.filter((call) => {
      const row = rows.get(call.id);
      return row !== undefined && !isFinal(row, call);
    }).length,
    recordings: served.length,
    recordingsLost: served.filter(
      ({ id, recording }) => rows.get(id)?.["recordingUrl"] === undefined || recording?.kind === "expired",
    ).length,
  };
}

function isFinal(row: Told, truth: ReturnType<typeof truthOf>[number]): boolean {
  const number = (column: string) => Number(String(row[column] ?? 0).replace("$", ""));
  return (
    number("callLengthInSeconds") === truth.durationSeconds &&
    number("connectedCallLengthInSeconds") === truth.connectedSeconds &&
    number("conversionAmount") === truth.revenue &&
    number("payoutAmount") === truth.payout
  );
}
