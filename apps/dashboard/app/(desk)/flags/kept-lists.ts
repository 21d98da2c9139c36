import type { InboxCursor } from "@callscript/core/desk/list-inbox.ts";
import type { InboxRow } from "./inbox-row.ts";

/** A list as it was left: what was loaded, where it goes on, and which call was looked at. */
export interface KeptList {
  rows: readonly InboxRow[];
  next: InboxCursor | null;
  focused: string | null;
}

const lists = new Map<string, KeptList>();
const listsKept = 5;
/** A page that comes this soon after a step back or forward in the browser is what that step was to. */
const backWithinMs = 3_000;
let steppedAt = Number.NEGATIVE_INFINITY;

if (typeof window !== "undefined")
  window.addEventListener("popstate", () => {
    steppedAt = performance.now();
  });

export function keepList(query: string, list: KeptList): void {
  lists.delete(query);
  lists.set(query, list);
  const [oldest] = lists.keys();
  if (lists.size > listsKept && oldest !== undefined) lists.delete(oldest);
}

/** The list as it was left, where the browser has just gone back to it. */
export function listGoneBackTo(query: string): KeptList | null {
  return performance.now() - steppedAt < backWithinMs ? (lists.get(query) ?? null) : null;
}
