"use client";

import { useState } from "react";
import { matching } from "./actions.ts";

/** Every call of a view, as it was when all were selected; more than are loaded. */
export function useWholeView(query: string) {
  const [whole, setWhole] = useState<{ ids: readonly string[]; isMore: boolean } | null>(null);
  return {
    whole,
    selectWhole: async () => setWhole(await matching(query)),
    clearWhole: () => setWhole(null),
  };
}
