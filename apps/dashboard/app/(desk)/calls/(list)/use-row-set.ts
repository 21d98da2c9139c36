"use client";

import { useCallback, useMemo, useRef, useState } from "react";

/** A set of rows, such as those that are selected; its functions stay the same. */
export function useRowSet() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const toggle = useCallback((id: string) => {
    anchor.current = id;
    setIds((current) => {
      const next = new Set(current);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  /** Adds the rows from the one that was toggled last up to this one. */
  const extendTo = useCallback((id: string, order: readonly string[]) => {
    const [from, to] = [order.indexOf(anchor.current ?? id), order.indexOf(id)];
    if (from < 0) anchor.current = id;
    const range = order.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1);
    setIds((current) => new Set([...current, ...range]));
  }, []);
  const set = useCallback((all: readonly string[]) => setIds(new Set(all)), []);
  const clear = useCallback(() => setIds(new Set()), []);
  return useMemo(
    () => ({ has: (id: string) => ids.has(id), toggle, extendTo, set, clear }),
    [ids, toggle, extendTo, set, clear],
  );
}
