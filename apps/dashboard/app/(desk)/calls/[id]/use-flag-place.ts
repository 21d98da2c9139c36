"use client";

import type { Flag } from "@callscript/core/flag.ts";
import { useCallback, useEffect, useState } from "react";
import { leadSeconds } from "./flag-lead.ts";
import { type Playhead, usePlayhead } from "./playhead.ts";

/** Of flags in the order of time the last whose words, with what leads to them, have begun; the first before that. */
export function flagAt(flags: readonly Pick<Flag, "start">[], seconds: number): number {
  const place = flags.findLastIndex(({ start }) => start !== null && start - leadSeconds <= seconds + 0.1);
  return Math.max(place, 0);
}

/** The flag that is open: the one that is played, unless another was asked for. */
export function useFlagPlace(
  flags: readonly Flag[],
  playhead: Playhead,
  first: number | null,
): [place: number, open: (place: number) => void] {
  const played = usePlayhead(
    playhead,
    useCallback((at: number) => flagAt(flags, at), [flags]),
  );
  const [asked, setAsked] = useState<{ place: number; while: number } | null>(
    first === null ? null : { place: first, while: played },
  );
  useEffect(() => setAsked((one) => (one === null || one.while === played ? one : null)), [played]);
  const open = useCallback(
    // Where it is played from, playing leads to the same place.
    (place: number) => setAsked({ place, while: flagAt(flags, playhead.get()) }),
    [flags, playhead],
  );
  return [Math.min(asked?.place ?? played, Math.max(0, flags.length - 1)), open];
}
