import { z } from "zod";
import { json, type LoopbackServer, loopbackServer } from "./loopback-server.ts";

export interface ListedCall {
  inboundCallId: string;
  /** Epoch milliseconds. */
  callDt: number;
  [column: string]: unknown;
}

/**
 * What goes wrong with one request: `short` leaves out the last record and says nothing but the true total, `partial`
 * does the same, says so and tells only what came as the total, `cut` leaves out the older half and takes what is left for all, `low_total` tells too small a total beside all records, `high_total` too large a one, `huge_total` one that no account has.
 */
export type Fault =
  | "none"
  | "short"
  | "partial"
  | "cut"
  | "low_total"
  | "high_total"
  | "huge_total"
  | "500"
  | "429"
  | "drop";

const Window = z.object({ reportStart: z.iso.datetime(), reportEnd: z.iso.datetime() });
const Request = Window.extend({
  size: z.int().positive(),
  offset: z.int().nonnegative(),
});

export interface CallLogServer extends LoopbackServer {
  /** Bodies of the call log requests, in order. */
  pages: z.infer<typeof Request>[];
}

/** A call log as Ringba serves it: newest first, [reportStart, reportEnd), size and offset; faults by request. */
export async function callLogServer(options: {
  calls: () => readonly ListedCall[];
  fault?: (request: number) => Fault;
  /** The most records that a page holds, whatever is asked for. */
  largestPage?: () => number;
  /** How many calls the insights count; default the calls that are listed. */
  count?: (fromMs: number, toMs: number) => number;
  detail?: (id: string) => Record<string, unknown> | null;
}): Promise<CallLogServer> {
  const pages: CallLogServer["pages"] = [];
  const server = await loopbackServer(({ path, body }, response) => {
    if (path.endsWith("/columns")) {
      return json(response, 200, [
        ...new Set(options.calls().flatMap(Object.keys)),
        "inboundCallId",
        "callDt",
      ]);
    }
    if (path.endsWith("/detail")) {
      const { InboundCallIds: ids } = z
        .object({ InboundCallIds: z.array(z.string()) })
        .parse(JSON.parse(body));
      const records = ids.map((id) => options.detail?.(id) ?? null).filter((one) => one !== null);
      return json(response, 200, { isSuccessful: true, report: { records } });
    }
    if (path.endsWith("/insights")) {
      const window = Window.parse(JSON.parse(body));
      const span = [Date.parse(window.reportStart), Date.parse(window.reportEnd)] as const;
      const listed = options.calls().filter(({ callDt }) => callDt >= span[0] && callDt < span[1]).length;
      const callCount = String(options.count?.(...span) ?? listed);
      return json(response, 200, {
        isSuccessful: true,
        report: { records: [{ campaignId: "CA1", callCount }] },
      });
    }
    const request = Request.parse(JSON.parse(body));
    const fault = options.fault?.(pages.length) ?? "none";
    pages.push(request);
    if (fault === "500") return json(response, 500, { message: "boom" });
    if (fault === "429") return json(response, 429, {}, { "retry-after": "7" });
    if (fault === "drop") {
      response.destroy();
      return;
    }
    const from = Date.parse(request.reportStart);
    const to = Date.parse(request.reportEnd);
    const listed = options
      .calls()
      .filter(({ callDt }) => callDt >= from && callDt < to)
      .sort(
        (one, other) => other.callDt - one.callDt || one.inboundCallId.localeCompare(other.inboundCallId),
      );
    const size = Math.min(request.size, options.largestPage?.() ?? request.size);
    const records = listed.slice(request.offset, request.offset + size);
    if (fault === "short" || fault === "partial") records.pop();
    if (fault === "cut") records.splice(Math.ceil(records.length / 2));
    const totals: Partial<Record<Fault, number>> = {
      low_total: 0,
      cut: request.offset + records.length,
      high_total: listed.length + 3,
      huge_total: 3_000_000_000,
      partial: request.offset + records.length,
    };
    const total = totals[fault] ?? listed.length;
    json(response, 200, {
      isSuccessful: true,
      report: { records, totalCount: total, partialResult: fault === "partial" },
    });
  });
  return { ...server, pages };
}
