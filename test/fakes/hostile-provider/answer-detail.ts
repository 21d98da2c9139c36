import { z } from "zod";
import type { Answer } from "./answer-page.ts";
import type { Listing } from "./listing.ts";
import type { Tape } from "./tape.ts";
import type { TapeCall } from "./tape-call.ts";
import { recordAt } from "./tape-record.ts";

const DetailRequest = z.object({ InboundCallIds: z.array(z.string()).min(1).max(10) });

/** A call's facts spread over its events, with a link made for this answer; calls that are not listed are left out. */
export function answerDetail(
  body: string,
  {
    tape,
    listing,
    freshLink,
    atMs,
  }: { tape: Tape; listing: Listing; freshLink: (call: TapeCall) => string; atMs: number },
): Answer {
  const { InboundCallIds: ids } = DetailRequest.parse(JSON.parse(body));
  const records = ids.flatMap((id) => {
    const call = listing.find(id, atMs);
    if (call === null) return [];
    const { inboundCallId, callDt, recordingUrl, ...facts } = recordAt(tape, call, atMs, freshLink(call));
    const columns = Object.entries(facts).map(([name, original]) => ({ name, original, type: "Text" }));
    const recorded =
      recordingUrl === undefined
        ? []
        : [{ name: "RecordedCall", columns: [{ name: "recordingUrl", original: recordingUrl }] }];
    return [{ inboundCallId, callDt, events: [{ name: "CompletedCall", columns }, ...recorded] }];
  });
  return { status: 200, body: JSON.stringify({ isSuccessful: true, report: { records } }), faults: [] };
}

const CountRequest = z.object({
  reportStart: z.iso.datetime(),
  reportEnd: z.iso.datetime(),
  groupByColumns: z.tuple([z.looseObject({ column: z.literal("campaignId") })]),
  valueColumns: z.tuple([z.object({ column: z.literal("callCount"), aggregateFunction: z.null() })]),
  maxResultsPerGroup: z.int().max(1000),
});

/** Calls a campaign; one answer in five is ten minutes old, counts are numbers or text. */
export function answerCount(
  body: string,
  listing: Listing,
  { nowMs, draw }: { nowMs: number; draw: (what: string) => number },
): Answer {
  const { reportStart, reportEnd } = CountRequest.parse(JSON.parse(body));
  const old = draw("old count") < 0.2;
  const atMs = old ? nowMs - 600_000 : nowMs;
  const counts = new Map<string, number>();
  for (const { campaign } of listing.within(Date.parse(reportStart), Date.parse(reportEnd), atMs)) {
    const id = campaign?.id ?? "-no value-";
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const text = draw("text count") < 0.5;
  const records = [...counts].map(([campaignId, count]) => ({
    campaignId,
    callCount: text ? String(count) : count,
  }));
  return {
    status: 200,
    body: JSON.stringify({ isSuccessful: true, report: { records } }),
    faults: old ? ["old count"] : [],
  };
}
