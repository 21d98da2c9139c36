import { setImmediate } from "node:timers/promises";

/** Work that never waits would keep Ctrl-C and the progress line out for longer than this. */
const mostMsAtAStretch = 50;

/** Called within long work: lets the process see to other things now and then, and rejects once the signal has aborted. */
export function breathing(signal: AbortSignal): () => Promise<void> {
  let breathedAt = performance.now();
  return async () => {
    if (performance.now() - breathedAt > mostMsAtAStretch) {
      await setImmediate();
      breathedAt = performance.now();
    }
    signal.throwIfAborted();
  };
}
