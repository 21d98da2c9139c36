import { failureOf, laneFailure, type PortError } from "@callscript/core/failure.ts";
import type { Log, ProviderPage } from "@callscript/core/ports.ts";
import { type Asked, askPage, learn, type Reader, type ReadPorts } from "./ask-page.ts";
import type { KnownAccount } from "./known-account.ts";
import { asUtc, isDivisible, type Slice } from "./slice.ts";
import type { SliceWriter } from "./write-slice.ts";

/** How often one page of a single second is read when it comes back partial or cut. */
const readsOfOnePage = 3;
/** So many records in a run, and none of them could be read. */
const sureUnreadable = 20;

/**
 * `divide`: what came is stored, and more may be there. `gap`: a single second that stays partial. `budget`, `failed`:
 * the slice stays open; what came is stored.
 */
export type SliceOutcome =
  | { kind: "complete" | "divide" | "gap" }
  | { kind: "budget"; waitSeconds: number }
  | { kind: "failed"; error: unknown };

type Settled = Exclude<Asked, { kind: "page" }>;

/**
 * Reads one slice; every page goes to the writer. A slice is complete when a page that is not partial came back shorter
 * than the account's pages get and nothing stands at the next fixed offset. Whatever else comes divides the slice; only
 * within a single second do offsets rise, and there such a page is read three times before the second is given up for now.
 * @throws what the database throws.
 */
export async function readSlice(
  ports: ReadPorts,
  reader: Reader,
  slice: Slice,
  writer: SliceWriter,
): Promise<SliceOutcome> {
  const divisible = isDivisible(slice);
  const seen = new Set<string>();
  let offset = 0;
  let reads = 0;
  for (;;) {
    const asked = await askPage(ports, reader, slice, offset, offset === 0 && reads === 0);
    if (asked.kind !== "page") return settle(ports.log, asked, slice);
    const { page } = asked;
    reads += 1;
    await writer.keep(page);
    const unreadable = allUnreadable(reader.account, page);
    if (unreadable !== null) return { kind: "failed", error: unreadable };
    const step = reader.account.pageSize();
    if (page.received >= step && !page.partial && !divisible) {
      const known = seen.size;
      for (const call of page.calls) seen.add(call.providerCallId);
      if (seen.size === known) {
        ports.log.warn("pages repeat", { ...asUtc(slice), offset });
        return { kind: "gap" };
      }
      offset += step;
      reads = 0;
      continue;
    }
    const looked = await looksWhole(ports, reader, slice, { page, offset, step, writer });
    if (typeof looked !== "boolean") return settle(ports.log, looked, slice);
    if (looked) return { kind: "complete" };
    if (divisible) return { kind: "divide" };
    if (reads >= readsOfOnePage || reader.signal.aborted) return { kind: "gap" };
  }
}

/** Whether the page at `offset` is the slice's last one. Looks at the next fixed offset, and where there is doubt at the page's own end. */
async function looksWhole(
  ports: ReadPorts,
  reader: Reader,
  slice: Slice,
  { page, offset, step, writer }: { page: ProviderPage; offset: number; step: number; writer: SliceWriter },
): Promise<boolean | Settled> {
  const { account } = reader;
  if (page.partial || page.received >= step) return false;
  const next = await askPage(ports, reader, slice, offset + step);
  if (next.kind !== "page") return next;
  if (next.page.received > 0) await writer.keep(next.page);
  if (next.page.partial || next.page.received > 0) return false;

  const claimsMore = page.claimedTotal !== null && page.claimedTotal > offset + page.received;
  const isDoubted = page.received > 0 && (reader.isThorough === true || account.isLongest(page.received));
  if (!claimsMore && !isDoubted) return true;
  const end = await askPage(ports, reader, slice, offset + page.received);
  if (end.kind !== "page") return end;
  if (end.page.partial) return false;
  if (end.page.received === 0) {
    if (claimsMore) ports.log.warn("the total claims more calls than came", claim(slice, page));
    return true;
  }
  await writer.keep(end.page);
  if (page.received > 0) await learn(ports, account.wasCut(page.received, end.page.received));
  return false;
}

/** An answer that is too large is asked for in parts; every other failure is the provider's. */
function settle(log: Log, asked: Settled, slice: Slice): SliceOutcome {
  if (asked.kind === "budget") return asked;
  const failure = failureOf(asked.error);
  if (failure.kind !== "call") return asked;
  log.warn("page not read", { ...asUtc(slice), reason: failure.reason });
  return { kind: isDivisible(slice) ? "divide" : "gap" };
}

/** Then it is not the records: something about them has changed for all. */
function allUnreadable(account: KnownAccount, { unreadable }: ProviderPage): PortError | null {
  if (account.records.readable > 0 || account.records.unreadable < sureUnreadable) return null;
  const reason = unreadable[0]?.reason ?? "";
  return laneFailure(
    `the records of the call log cannot be read (${reason}); callscript doctor ringba shows what it answers`,
  );
}

function claim(slice: Slice, page: ProviderPage) {
  return { ...asUtc(slice), received: page.received, claimed: page.claimedTotal };
}
