"use client";

import { useCallback, useMemo, useRef, useState } from "react";
import { idsBetween } from "./ids-between.ts";
import type { InboxRow } from "./inbox-row.ts";

export interface Selection {
  ids: ReadonlySet<string>;
  chosen: readonly InboxRow[];
  toggle: (id: string) => void;
  /** From where selecting began to this call, in the order of the list. */
  extendTo: (id: string) => void;
  replace: (ids: readonly string[]) => void;
  clear: () => void;
}

/** Which rows are selected; a range grows from the last one that was. */
export function useSelection(rows: readonly InboxRow[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const toggle = useCallback((id: string) => {
    anchor.current = id;
    setIds((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  }, []);
  const extendTo = useCallback(
    (id: string) => {
      anchor.current ??= id;
      const range = idsBetween(rows, anchor.current, id);
      setIds((before) => new Set([...before, ...range]));
    },
    [rows],
  );
  const replace = useCallback((chosen: readonly string[]) => {
    anchor.current = null;
    setIds(new Set(chosen));
  }, []);
  const clear = useCallback(() => replace([]), [replace]);
  const chosen = useMemo(() => rows.filter(({ id }) => ids.has(id)), [rows, ids]);
  return { ids, chosen, toggle, extendTo, replace, clear };
}
