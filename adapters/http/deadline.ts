/**
 * A signal for one outside call: aborts with the caller's signal or after `ms`. `end` must be called when the answer
 * has been read. (AbortSignal.any on a signal that lives as long as the process leaks one entry a call on Node 20.)
 */
export function deadline(outer: AbortSignal, ms: number) {
  const controller = new AbortController();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort(new DOMException(`no answer within ${ms} ms`, "TimeoutError"));
  }, ms);
  const stop = () => controller.abort(outer.reason);
  if (outer.aborted) stop();
  else outer.addEventListener("abort", stop, { once: true });
  return {
    signal: controller.signal,
    timedOut: () => late,
    end: () => {
      clearTimeout(timer);
      outer.removeEventListener("abort", stop);
    },
  };
}
