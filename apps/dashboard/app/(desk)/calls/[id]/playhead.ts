import { useCallback, useSyncExternalStore } from "react";

/** Where the recording is played, in seconds. It moves sixty times a second: only who asks what changes is told. */
export interface Playhead {
  get: () => number;
  set: (seconds: number) => void;
  subscribe: (tell: () => void) => () => void;
}

export function createPlayhead(start: number): Playhead {
  let at = start;
  const listeners = new Set<() => void>();
  return {
    get: () => at,
    set(seconds) {
      at = seconds;
      for (const tell of listeners) tell();
    },
    subscribe(tell) {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
  };
}

/** What `select` makes of the moment; the component is drawn again only when that is another value. */
export function usePlayhead<T extends string | number | boolean | null>(
  playhead: Playhead,
  select: (seconds: number) => T,
): T {
  const read = useCallback(() => select(playhead.get()), [playhead, select]);
  return useSyncExternalStore(playhead.subscribe, read, read);
}
