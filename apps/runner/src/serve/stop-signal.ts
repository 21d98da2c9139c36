import { setMaxListeners } from "node:events";

/** Aborts on SIGINT, SIGTERM, or when the parent that started this process over an IPC channel is gone. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  // Every recording in flight and every sleeping lane listens to it.
  setMaxListeners(0, controller.signal);
  const stop = () => {
    controller.abort();
    // A second Ctrl-C, or 20 s, ends it for good: whatever is half done is rescued by its lease.
    setTimeout(() => process.exit(1), 20_000).unref();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  process.once("disconnect", stop);
  return controller.signal;
}
