"use client";

import { useMemo, useState } from "react";
import type { Line } from "./call-view.ts";
import { findInLines, type Match } from "./find-in-lines.ts";

export interface CallSearch {
  wanted: string;
  setWanted: (wanted: string) => void;
  matches: readonly Match[];
  /** The match that one is at; -1 where there is none. */
  at: number;
  step: (by: number) => void;
  /** When the matches are said, for the ruler. */
  ticks: readonly number[];
}

/** What is looked for in the transcript, and where of all matches one is. */
export function useSearch(lines: readonly Line[], first: string): CallSearch {
  const [wanted, setWanted] = useState(first);
  const [place, setPlace] = useState(0);
  const texts = useMemo(() => lines.map(({ text }) => text), [lines]);
  const matches = useMemo(() => findInLines(texts, wanted), [texts, wanted]);
  const ticks = useMemo(
    () => [...new Set(matches.flatMap(({ line }) => lines[line]?.start ?? []))],
    [matches, lines],
  );
  const at = matches.length === 0 ? -1 : Math.min(place, matches.length - 1);
  return {
    wanted,
    matches,
    at,
    ticks,
    setWanted(next) {
      setWanted(next);
      setPlace(0);
    },
    step: (by) => setPlace((at + by + matches.length) % Math.max(1, matches.length)),
  };
}
