"use client";

import { useCallback, useRef } from "react";
import type { CallRow } from "./call-row.ts";
import { useRowSet } from "./use-row-set.ts";
import { useWholeView } from "./use-whole-view.ts";

const mostLoaded = 1000;

/** Which calls are acted on: rows one by one or in ranges, all that are loaded, or all that match. */
export function useCallSelection(query: string, rows: readonly CallRow[]) {
  const selected = useRowSet();
  const { whole, selectWhole, clearWhole } = useWholeView(query);
  const latest = useRef({ rows, selected, clearWhole });
  latest.current = { rows, selected, clearWhole };
  const toggle = useCallback((id: string, isRange: boolean) => {
    const now = latest.current;
    now.clearWhole();
    if (isRange)
      now.selected.extendTo(
        id,
        now.rows.map((row) => row.id),
      );
    else now.selected.toggle(id);
  }, []);
  const chosen = rows.filter(({ id }) => selected.has(id));
  return {
    has: selected.has,
    chosen,
    whole,
    selectWhole,
    toggle,
    selectLoaded: () => selected.set(rows.map(({ id }) => id).slice(0, mostLoaded)),
    clear: () => {
      clearWhole();
      selected.clear();
    },
  };
}
