import { transient } from "@callscript/core/failure.ts";

export interface TransferLimit {
  /** Aborts with the outer signal's reason, or with a `transient` failure that says what was too slow. */
  signal: AbortSignal;
  /** What is waited for now must come within `ms`, until `came` is called. */
  expect(ms: number, late: string): void;
  came(): void;
  /** Must be called when the transfer is over, however it went. */
  end(): void;
}

/** Time limits of one request: for each thing it waits for, and for all of it. `onEnd` is called once. */
export function transferLimit(outer: AbortSignal, wholeMs: number, onEnd: () => void): TransferLimit {
  const controller = new AbortController();
  let expected: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    clearTimeout(expected);
    clearTimeout(whole);
    outer.removeEventListener("abort", stop);
    onEnd();
  };
  const abort = (reason: unknown) => {
    controller.abort(reason);
    end();
  };
  const stop = () => abort(outer.reason);
  const whole = setTimeout(
    () => abort(transient(`the recording was not through after ${wholeMs / 1000} s`)),
    wholeMs,
  );
  if (outer.aborted) stop();
  else outer.addEventListener("abort", stop, { once: true });
  return {
    signal: controller.signal,
    expect(ms, late) {
      clearTimeout(expected);
      if (!over) expected = setTimeout(() => abort(transient(late)), ms);
    },
    came: () => clearTimeout(expected),
    end,
  };
}
