"use client";

import { useEffect, useState } from "react";
import { type LeftRow, type ListItem, rowsThatLeft } from "./list-items.ts";

/** As long as the animation of `leaves`. */
const leaveMs = 140;

/** The rows that have just left the list, for as long as they are seen to leave. What comes back does so at once. */
export function useLeavingRows(items: readonly ListItem[]): readonly LeftRow[] {
  const [seen, setSeen] = useState(items);
  const [leaving, setLeaving] = useState<readonly LeftRow[]>([]);
  if (seen !== items) {
    setSeen(items);
    const left = rowsThatLeft(seen, items);
    const isBack = leaving.some(({ row }) =>
      items.some((item) => item.kind === "row" && item.row.id === row.id),
    );
    if (left.length > 0 || isBack) setLeaving(left);
  }
  useEffect(() => {
    if (leaving.length === 0) return;
    const timer = setTimeout(() => setLeaving([]), leaveMs);
    return () => clearTimeout(timer);
  }, [leaving]);
  return leaving;
}
