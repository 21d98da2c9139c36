import { z } from "zod";
import type { Listing } from "./listing.ts";
import type { TapeCall } from "./tape-call.ts";
import { accountColumns } from "./tape-record.ts";

const PageRequest = z.object({
  reportStart: z.iso.datetime(),
  reportEnd: z.iso.datetime(),
  size: z.int().positive().max(1000),
  offset: z.int().nonnegative(),
  orderByColumns: z.tuple([z.object({ column: z.literal("callDt"), direction: z.literal("desc") })]),
  valueColumns: z.array(z.object({ column: z.enum(accountColumns) })).optional(),
  formatDateTime: z.literal(false),
  formatTimespans: z.literal(false),
});

export interface Answer {
  status: number;
  body: string;
  /** What was wrong with it, for the tally. */
  faults: readonly string[];
}

/**
 * One page as a hostile Ringba tells it: from a replica that may lag, shortened in mid-stream, partial, with records
 * twice, and with a total that is too low, too high, old, text or missing.
 */
export function answerPage(
  body: string,
  listing: Listing,
  { nowMs, pageLimit, draw }: { nowMs: number; pageLimit: number; draw: (what: string) => number },
): Answer {
  const asked = PageRequest.safeParse(JSON.parse(body));
  if (!asked.success) return refusal(asked.error);
  const { reportStart, reportEnd, offset } = asked.data;
  const atMs = nowMs - replicaLagMs(draw("replica"));
  const listed = listing.within(Date.parse(reportStart), Date.parse(reportEnd), atMs);
  const size = Math.min(asked.data.size, pageLimit);
  const faults: string[] = [];
  let page = listed.slice(offset, offset + size);
  const shorten = (fault: string, least: number) => {
    faults.push(fault);
    page = page.slice(0, Math.floor(page.length * (least + draw("length") * (0.95 - least))));
  };
  const partial = draw("partial") < 0.05;
  if (partial) shorten("partial", 0.2);
  else if (page.length > 1 && draw("short") < (offset + size < listed.length ? 0.1 : 0.02))
    shorten("short in mid-stream", 0.5);
  else if (draw("twice") < 0.05 && page.length > 0 && page.length + 3 < size) {
    faults.push("records twice");
    page = withDuplicates(page, draw);
  }
  const total = lyingTotal(partial ? page.length : listed.length, draw);
  if (total.fault !== null) faults.push(total.fault);
  const flag = partial ? (draw("flag") < 0.5 ? true : "true") : draw("flag") < 0.9 ? false : undefined;
  const records = page.map((call) => listing.json(call, atMs)).join(",");
  const rest = JSON.stringify({ ...total.told, partialResult: flag });
  return {
    status: 200,
    body: `{"isSuccessful":true,"transactionId":"TR1","report":{"records":[${records}]${rest === "{}" ? "" : `,${rest.slice(1, -1)}`}}}`,
    faults,
  };
}

/** Of four replicas two lag. */
function replicaLagMs(at: number): number {
  return at < 0.5 ? 0 : at < 0.8 ? 5_000 : 45_000;
}

function withDuplicates(page: TapeCall[], draw: (what: string) => number): TapeCall[] {
  const at = Math.floor(draw("which") * page.length);
  const again = page.slice(at, at + 3);
  return [...page.slice(0, at + 1), ...again, ...page.slice(at + 1)];
}

function lyingTotal(
  total: number,
  draw: (what: string) => number,
): { fault: string | null; told: Record<string, unknown> } {
  const at = draw("total");
  const by = 1 + Math.floor(draw("by") * 40);
  if (at < 0.1) return { fault: "total too low", told: { totalCount: Math.max(0, total - by) } };
  if (at < 0.2) return { fault: "total too high", told: { totalCount: total + by } };
  if (at < 0.3) return { fault: "no total", told: {} };
  return { fault: null, told: { totalCount: at < 0.5 ? String(total) : total } };
}

/** An unknown column fails the whole request, as Ringba does it. */
function refusal(error: z.ZodError): Answer {
  const columns = error.issues.some(({ path }) => path[0] === "valueColumns");
  const message = columns ? "One of the columns is not valid" : `Bad request: ${error.issues[0]?.message}`;
  return {
    status: columns ? 422 : 400,
    body: JSON.stringify({ isSuccessful: false, message }),
    faults: ["refused request"],
  };
}
