import { setMaxListeners } from "node:events";

/** Terminals, shells and parents often send one request twice; a person who insists takes longer. */
const sameRequestMs = 1_000;
const endsWithinMs = 20_000;

/** Aborts on SIGINT, SIGTERM, SIGHUP, or when the parent that started this process over an IPC channel is gone. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  // Every recording in flight and every sleeping lane listens to it.
  setMaxListeners(0, controller.signal);
  let askedAtMs = 0;
  const stop = () => {
    if (!controller.signal.aborted) {
      askedAtMs = Date.now();
      controller.abort();
      // Whatever is half done then is rescued by its lease.
      setTimeout(() => {
        process.stderr.write(
          "Not everything stopped within 20 s. What was in hand goes on at the next start.\n",
        );
        process.exit(1);
      }, endsWithinMs).unref();
    } else if (Date.now() - askedAtMs > sameRequestMs) process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  process.once("disconnect", stop);
  return controller.signal;
}
