import { PortError } from "@callscript/core/failure.ts";
import { saysPartial } from "../says-partial.ts";
import { type CountedRequests, NotAskedError } from "./counted-requests.ts";
import {
  askedSize,
  askProbedPage,
  type ProbedColumns,
  type ProbedPage,
  type Stretch,
} from "./probed-page.ts";

const hourMs = 3_600_000;
const stretches = [
  { name: "the last hour", hours: 1 },
  { name: "the last day", hours: 24 },
  { name: "the last 30 days", hours: 720 },
] as const;

/** What was seen of the call log, and why not more where something was refused. */
export interface CallLogLook {
  /** The first pages of the stretches that were asked, the shortest stretch first. */
  firsts: readonly ProbedPage[];
  /** Pages behind the last of them, in the same stretch. */
  behind: readonly ProbedPage[];
  /** The second of one of the calls, asked by itself. */
  second: { page: ProbedPage; providerCallId: string } | null;
  failure: string | null;
}

/**
 * Asks for the last hour, then for more until a page has less than its stretch seems to hold; then for what lies behind
 * that page, and for one single second. At most 3 + 2 + 1 requests.
 */
export async function lookAtCallLog(
  requests: CountedRequests,
  columns: ProbedColumns,
  { path, now, signal }: { path: string; now: () => Date; signal: AbortSignal },
): Promise<CallLogLook> {
  const firsts: ProbedPage[] = [];
  const behind: ProbedPage[] = [];
  let second: CallLogLook["second"] = null;
  const toMs = Math.floor(now().getTime() / 1000) * 1000;
  const ask = (stretch: Stretch, offset: number) =>
    askProbedPage(requests, columns, { path, stretch, offset, now });
  try {
    for (const { name, hours } of stretches) {
      const page = await ask({ name, fromUtc: new Date(toMs - hours * hourMs), toUtc: new Date(toMs) }, 0);
      firsts.push(page);
      if (seemsCut(page)) break;
    }
    const widest = firsts.at(-1);
    if (widest === undefined || widest.records.length === 0) return { firsts, behind, second, failure: null };
    const size = widest.records.length;
    const next = await ask(widest.stretch, size);
    behind.push(next);
    const ended = next.records.length === 0 || next.records.length >= size;
    if (!ended) behind.push(await ask(widest.stretch, size + next.records.length));
    const call = widest.calls[Math.floor(widest.calls.length / 2)];
    if (call !== undefined) {
      const fromMs = Math.floor(call.startTimeUtc.getTime() / 1000) * 1000;
      const stretch = { name: "one second", fromUtc: new Date(fromMs), toUtc: new Date(fromMs + 1000) };
      second = { page: await ask(stretch, 0), providerCallId: call.providerCallId };
    }
    return { firsts, behind, second, failure: null };
  } catch (error) {
    if (signal.aborted || !(error instanceof NotAskedError || error instanceof PortError)) throw error;
    return { firsts, behind, second, failure: error.message };
  }
}

function seemsCut({ records, claimedTotal, partialResult }: ProbedPage): boolean {
  const claimsMore = claimedTotal !== null && claimedTotal > records.length;
  return records.length >= askedSize || (records.length > 0 && (claimsMore || saysPartial(partialResult)));
}
