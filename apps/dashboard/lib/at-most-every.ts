/** Calls `tell` at once and then at most once in so many milliseconds; what came in between is told once, at their end. */
export function atMostEvery(ms: number, tell: () => unknown): () => void {
  let nextMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    if (timer !== undefined) return;
    const waitMs = nextMs - Date.now();
    const now = () => {
      timer = undefined;
      nextMs = Date.now() + ms;
      tell();
    };
    if (waitMs <= 0) now();
    else timer = setTimeout(now, waitMs);
  };
}
