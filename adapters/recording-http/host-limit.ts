/** Connections to one host at a time, in this process. */
export const mostPerHost = 6;

/**
 * Lets `most` in at a time for each host, the rest in the order they came. What is answered leaves again, and may be
 * called more than once. Rejects with the signal's reason when it aborts while waiting.
 */
export function hostLimit(most: number): (host: string, signal: AbortSignal) => Promise<() => void> {
  const hosts = new Map<string, { inside: number; waiting: (() => void)[] }>();

  function leaver(host: string): () => void {
    let left = false;
    return () => {
      const state = hosts.get(host);
      if (left || state === undefined) return;
      left = true;
      const next = state.waiting.shift();
      // The place is handed on: nobody can slip in between.
      if (next !== undefined) return next();
      state.inside -= 1;
      if (state.inside === 0) hosts.delete(host);
    };
  }

  return async (host, signal) => {
    signal.throwIfAborted();
    const state = hosts.get(host) ?? { inside: 0, waiting: [] };
    hosts.set(host, state);
    if (state.inside < most) {
      state.inside += 1;
      return leaver(host);
    }
    await new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener("abort", giveUp);
        resolve();
      };
      const giveUp = () => {
        state.waiting.splice(state.waiting.indexOf(enter), 1);
        reject(signal.reason);
      };
      signal.addEventListener("abort", giveUp, { once: true });
      state.waiting.push(enter);
    });
    return leaver(host);
  };
}
