import type { InboxPosition } from "@callscript/core/desk/compare-inbox.ts";

export type Compare = (a: InboxPosition, b: InboxPosition) => number;

/** What a list shows, and what came since that it does not show yet. */
export interface ShownRows<Row> {
  rows: readonly Row[];
  arrived: readonly Row[];
}

/**
 * What a list shows when its first page was read again. Rows that are shown take their new content and stay where they
 * are, also those that are gone from the page: they leave when this person decides them. A row that was not shown waits to
 * be let in, unless it only continues the list below what is shown, or nothing is shown that it could push away.
 */
export function mergeFirstPage<Row extends InboxPosition>(
  shown: readonly Row[],
  page: readonly Row[],
  compare: Compare,
  { isWhole, isEmpty }: { isWhole: boolean; isEmpty: boolean },
): ShownRows<Row> {
  if (isEmpty) return { rows: letIn(shown, page, compare), arrived: [] };
  const fresh = new Map(page.map((row) => [row.id, row]));
  const known = new Set(shown.map(({ id }) => id));
  const last = shown.at(-1);
  const continues = (row: Row) => !isWhole && (last === undefined || compare(row, last) > 0);
  const others = page.filter(({ id }) => !known.has(id));
  return {
    rows: [...shown.map((row) => fresh.get(row.id) ?? row), ...others.filter(continues)],
    arrived: others.filter((row) => !continues(row)),
  };
}

/** All rows in the list's order, each once, as it was read last. */
export function letIn<Row extends InboxPosition>(
  shown: readonly Row[],
  arrived: readonly Row[],
  compare: Compare,
): readonly Row[] {
  const rows = new Map(shown.map((row) => [row.id, row]));
  for (const row of arrived) rows.set(row.id, row);
  return [...rows.values()].sort(compare);
}
