"use client";

import { compareInbox } from "@callscript/core/desk/compare-inbox.ts";
import type { InboxSort } from "@callscript/core/desk/inbox-filter.ts";
import type { InboxCursor } from "@callscript/core/desk/list-inbox.ts";
import { useCallback, useMemo, useRef, useState } from "react";
import type { InboxRow } from "./inbox-row.ts";
import type { KeptList } from "./kept-lists.ts";
import { type Compare, letIn, mergeFirstPage } from "./merge-rows.ts";

export interface InboxPage {
  rows: InboxRow[];
  asOfUtc: string;
  next: InboxCursor | null;
}

interface Shown {
  rows: readonly InboxRow[];
  next: InboxCursor | null;
}

export interface ShownList {
  rows: readonly InboxRow[];
  arrived: readonly InboxRow[];
  /** Where the next page begins, null at the end of the list. */
  next: InboxCursor | null;
  loadArrived: () => void;
  loadMore: () => Promise<void>;
}

/**
 * The rows of a list whose first page is read again and again: new calls are kept back until they are asked for. `current`
 * is what this person's decisions have left of the rows, `reachable` with those that they may still take back (no others
 * are kept); `isBack` are their own again.
 */
export function useRows(
  page: InboxPage,
  {
    sort,
    query,
    current,
    reachable,
    isBack,
    kept,
  }: {
    sort: InboxSort;
    query: string;
    current: (rows: readonly InboxRow[]) => InboxRow[];
    reachable: (rows: readonly InboxRow[]) => InboxRow[];
    isBack: (row: InboxRow) => boolean;
    /** The list as it was left, where the browser has just gone back to it. */
    kept: KeptList | null;
  },
): ShownList {
  const compare = useMemo(() => compareInbox(sort, page.asOfUtc), [sort, page.asOfUtc]);
  const [shown, setShown] = useState(() => beginning(page, kept, compare));
  const [arrived, setArrived] = useState<readonly InboxRow[]>([]);
  const [seen, setSeen] = useState(page);
  if (seen !== page) {
    setSeen(page);
    const isEmpty = current(shown.rows).length === 0;
    const merged = mergeFirstPage(reachable(shown.rows), reachable(page.rows), compare, {
      isWhole: shown.next === null,
      isEmpty,
    });
    const arrived = current(merged.arrived);
    const back = arrived.filter(isBack);
    const rows = back.length === 0 ? merged.rows : letIn(merged.rows, back, compare);
    setShown({ rows, next: isEmpty ? page.next : shown.next });
    setArrived(arrived.filter((row) => !isBack(row)));
  }
  const loadArrived = useCallback(() => {
    setShown((before) => ({ ...before, rows: letIn(before.rows, arrived, compare) }));
    setArrived([]);
  }, [arrived, compare]);

  const loading = useRef<Promise<void> | null>(null);
  const loadMore = useCallback(async () => {
    const { next } = shown;
    if (next === null || loading.current !== null) return loading.current ?? undefined;
    const work = readPage(query, next).then((more) =>
      setShown((before) => ({ rows: letIn(before.rows, more.rows, compare), next: more.next })),
    );
    loading.current = work.finally(() => {
      loading.current = null;
    });
    return loading.current;
  }, [shown, query, compare]);
  return { rows: shown.rows, arrived, next: shown.next, loadArrived, loadMore };
}

/** The first page; where the list was gone back to, with all that had been loaded below it. */
function beginning(page: InboxPage, kept: KeptList | null, compare: Compare): Shown {
  const last = page.rows.at(-1);
  if (kept === null || last === undefined) return page;
  return { rows: [...page.rows, ...kept.rows.filter((row) => compare(row, last) > 0)], next: kept.next };
}

async function readPage(query: string, after: InboxCursor): Promise<InboxPage> {
  const params = new URLSearchParams(query);
  params.set("after", JSON.stringify(after));
  const answer = await fetch(`/api/flags?${params}`);
  if (!answer.ok) throw new Error(`the page was answered with ${answer.status}`);
  return answer.json();
}
