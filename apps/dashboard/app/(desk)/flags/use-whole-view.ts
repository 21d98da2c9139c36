"use client";

import { useCallback, useState } from "react";
import type { SeenCall } from "./use-decisions.ts";

/** Every call of a view, as it was when all were selected. */
export interface WholeView {
  calls: SeenCall[];
  revenue: string;
  /** There are more, which one decision does not reach. */
  isMore: boolean;
}

/** Selecting all that match, beyond what is loaded. */
export function useWholeView(query: string, fail: (text: string) => void) {
  const [whole, setWhole] = useState<WholeView | null>(null);
  const selectWhole = useCallback(async () => {
    try {
      const answer = await fetch(`/api/flags/matching?${query}`);
      if (!answer.ok) throw new Error(`answered with ${answer.status}`);
      setWhole(await answer.json());
    } catch {
      fail("Not selected. Check the connection and try again.");
    }
  }, [query, fail]);
  const clearWhole = useCallback(() => setWhole(null), []);
  return { whole, selectWhole, clearWhole };
}
