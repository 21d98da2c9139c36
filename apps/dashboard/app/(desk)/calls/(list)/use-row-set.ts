"use client";

import { useCallback, useMemo, useState } from "react";

/** A set of rows, such as those that are selected; its functions stay the same. */
export function useRowSet() {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => {
    setIds((current) => {
      const next = new Set(current);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const set = useCallback((all: readonly string[]) => setIds(new Set(all)), []);
  const clear = useCallback(() => setIds(new Set()), []);
  return useMemo(() => ({ has: (id: string) => ids.has(id), toggle, set, clear }), [ids, toggle, set, clear]);
}
