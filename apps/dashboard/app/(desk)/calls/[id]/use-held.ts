import { useState } from "react";

/**
 * What was first shown under a name, until somebody asks for what came under another: nothing is exchanged under the eyes
 * of who reads it. Under the same name the newest is shown.
 */
export function useHeld<T extends { judgement: string | null }>(
  fresh: T,
): { shown: T; isNewer: boolean; showNewer: () => void } {
  const [held, setHeld] = useState(fresh);
  // Before there was any finding, nobody read one.
  const isSame = held.judgement === fresh.judgement || held.judgement === null;
  const shown = isSame ? fresh : held;
  if (shown !== held) setHeld(shown);
  return { shown, isNewer: !isSame, showNewer: () => setHeld(fresh) };
}
