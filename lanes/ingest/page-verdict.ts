/** What a page says about its slice. `doubted`: complete as far as can be told, though the total claims more. */
export type PageVerdict = "complete" | "doubted" | "bisect" | "next_page" | "read_again" | "open";

/** How often one page of a one-second slice is read when it comes back partial or shorter than its total. */
const readsOfOnePage = 3;

/**
 * Decides what follows on a page. A total never says that a slice is done; a total above what came says that it is not,
 * because a short page that is not marked partial has been seen. Only one second is paged by offsets.
 */
export function pageVerdict(
  page: { received: number; partial: boolean; claimedTotal: number | null },
  at: { divisible: boolean; offset: number; pageSize: number; reads: number; totalsTrusted: boolean },
): PageVerdict {
  const full = page.received >= at.pageSize;
  const short =
    at.totalsTrusted && page.claimedTotal !== null && page.claimedTotal > at.offset + page.received;
  if (at.divisible) return page.partial || full || short ? "bisect" : "complete";
  if (page.partial) return at.reads < readsOfOnePage ? "read_again" : "open";
  if (full) return "next_page";
  if (short) return at.reads < readsOfOnePage ? "read_again" : "doubted";
  return "complete";
}
