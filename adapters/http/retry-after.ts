/** Seconds that a `Retry-After` header asks for (a number, or an HTTP date), undefined where there is none. */
export function retryAfterSeconds(header: string | null | undefined, nowMs = Date.now()): number | undefined {
  if (!header) return undefined;
  const text = header.trim();
  const seconds = /^\d{1,9}(\.\d+)?$/.test(text)
    ? Number(text)
    : Math.ceil((Date.parse(text) - nowMs) / 1000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 86_400) : undefined;
}
