import type { InboxSort } from "./inbox-filter.ts";

/** Where a call stands in any order of the inbox. Moments are UTC to the microsecond, written so that they sort as text. */
export interface InboxPosition {
  severity: number;
  startUtc: string;
  closesUtc: string | null;
  id: string;
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function newestFirst(a: InboxPosition, b: InboxPosition): number {
  return order(b.startUtc, a.startUtc) || order(b.id, a.id);
}

/** Whether a refund window is open at a moment: those that are come first where the order is by window. */
export function isOpenAt({ closesUtc }: InboxPosition, asOfUtc: string): boolean {
  return closesUtc !== null && closesUtc > asOfUtc;
}

/** The orders of the inbox, each total: the same as its queries have. */
export function compareInbox(
  sort: InboxSort,
  asOfUtc: string,
): (a: InboxPosition, b: InboxPosition) => number {
  if (sort === "newest") return newestFirst;
  if (sort === "severity") return (a, b) => b.severity - a.severity || newestFirst(a, b);
  return (a, b) => {
    const [aOpen, bOpen] = [isOpenAt(a, asOfUtc), isOpenAt(b, asOfUtc)];
    if (aOpen !== bOpen) return aOpen ? -1 : 1;
    if (!aOpen) return newestFirst(a, b);
    return order(a.closesUtc ?? "", b.closesUtc ?? "") || order(a.id, b.id);
  };
}
