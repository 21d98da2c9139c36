import type { InboxSort } from "@callscript/core/desk/inbox-filter.ts";
import type { InboxRow } from "./inbox-row.ts";

/** What stands in the list, one below the other: the head of a severity, or a call with its place among the calls. */
export type ListItem =
  | { kind: "head"; severity: number; word: string }
  | { kind: "row"; row: InboxRow; place: number };

/** A head before the first call of each severity, where that is the list's order. */
export function listItems(rows: readonly InboxRow[], sort: InboxSort): ListItem[] {
  const items: ListItem[] = [];
  let above: number | null = null;
  for (const [place, row] of rows.entries()) {
    if (sort === "severity" && row.severity !== above)
      items.push({ kind: "head", severity: row.severity, word: row.severityWord });
    above = row.severity;
    items.push({ kind: "row", row, place });
  }
  return items;
}

/** The item of a call by its place among the calls; the first call's where there is none of that place. */
export function itemOfPlace(items: readonly ListItem[], place: number): number {
  const found = items.findIndex((item) => item.kind === "row" && item.place >= place);
  return found < 0 ? items.length - 1 : found;
}

/** The last head at or above an item: it stays in sight. */
export function headAbove(items: readonly ListItem[], index: number): number | null {
  for (let at = Math.min(index, items.length - 1); at >= 0; at -= 1)
    if (items[at]?.kind === "head") return at;
  return null;
}

/** A name of an item that no other of the list has. */
export function keyOfItem(item: ListItem): string {
  return item.kind === "head" ? `head-${item.severity}` : item.row.id;
}

/** A row that has left the list, and the item that it stood above; null: it was the last. */
export interface LeftRow {
  row: InboxRow;
  above: string | null;
}

/** More than this leave at once without being seen to. */
const seenToLeave = 50;

/** The rows that a list has lost, in its order. */
export function rowsThatLeft(before: readonly ListItem[], after: readonly ListItem[]): LeftRow[] {
  if (after.length >= before.length || before.length - after.length > seenToLeave) return [];
  const here = new Set(after.map(keyOfItem));
  const left: LeftRow[] = [];
  let above: string | null = null;
  for (const item of before.toReversed()) {
    const key = keyOfItem(item);
    if (here.has(key)) above = key;
    else if (item.kind === "row") left.push({ row: item.row, above });
  }
  return left.reverse();
}
