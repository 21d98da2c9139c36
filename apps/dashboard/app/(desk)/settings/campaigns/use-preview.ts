"use client";

import { useEffect, useState } from "react";
import { listOf, type PatternRow } from "./edited-patterns.ts";
import { type Preview, preview } from "./pattern-actions.ts";

const afterMs = 300;

/** What the list as it stands would decide, by place; null while it is asked for, and where it could not be. */
export function usePreview(rows: readonly PatternRow[] | null): ReadonlyMap<number, Preview> | null {
  const [found, setFound] = useState<ReadonlyMap<number, Preview> | null>(null);
  useEffect(() => {
    if (rows === null) return;
    setFound(null);
    let isPast = false;
    const timer = setTimeout(() => {
      preview(listOf(rows)).then(
        (answer) => {
          if (!isPast) setFound(new Map(answer.map((one) => [one.position, one])));
        },
        () => undefined,
      );
    }, afterMs);
    return () => {
      isPast = true;
      clearTimeout(timer);
    };
  }, [rows]);
  return found;
}
