"use client";

import type { CallCursor } from "@callscript/core/desk/list-calls.sql.ts";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type MoreCalls, more } from "./actions.ts";
import type { CallRow } from "./call-row.ts";
import { mergeRows } from "./merge-rows.ts";

interface Shown {
  rows: readonly CallRow[];
  next: CallCursor | null;
  searchedTo: string | null;
}

/**
 * The rows of a view. What the page reads again changes rows in place; calls that are new are counted and wait until they
 * are asked for, so that nothing moves under the cursor.
 */
export function useCallRows(query: string, page: MoreCalls) {
  const [shown, setShown] = useState<Shown>(page);
  const [isLoading, setLoading] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const busy = useRef(false);
  const router = useRouter();
  const isOver = useRef(false);
  useEffect(() => {
    if (isOver.current) setShown(page);
    isOver.current = false;
  }, [page]);
  const { rows, fresh } = useMemo(() => mergeRows(shown.rows, page.rows), [shown.rows, page.rows]);
  const { next } = shown;
  const loadMore = useCallback(async () => {
    if (next === null || busy.current) return;
    busy.current = true;
    setLoading(true);
    try {
      const loaded = await more({ query, after: next });
      setShown((current) => ({ ...loaded, rows: [...current.rows, ...loaded.rows] }));
      setFailed(false);
    } catch {
      // The reason is in the server's log; the button stays.
      setFailed(true);
    } finally {
      busy.current = false;
      setLoading(false);
    }
  }, [query, next]);
  return {
    rows,
    newCalls: fresh,
    /** Begins again with what is newest. */
    showNew: () => setShown(page),
    /** Reads the view anew: calls that were moved out of it leave. */
    readAnew: () => {
      isOver.current = true;
      router.refresh();
    },
    hasMore: next !== null,
    searchedTo: shown.searchedTo,
    isLoading,
    hasFailed,
    loadMore,
  };
}
