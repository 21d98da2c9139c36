/** How fresh a page is, in words. The stream is alive while it was heard of within 30 s; else the page is read by polling. */
export function liveWords({ nowMs, heardMs, updatedMs }: Freshness): { isLive: boolean; words: string } {
  if (nowMs - heardMs <= silenceMs) {
    const seconds = Math.round((nowMs - updatedMs) / 1000);
    return { isLive: true, words: seconds < 5 ? "Live" : `Live, ${ago(seconds)}` };
  }
  return { isLive: false, words: `Not live, last update ${ago(Math.round((nowMs - updatedMs) / 1000))}` };
}

export interface Freshness {
  nowMs: number;
  /** When the server was last heard on the stream. */
  heardMs: number;
  /** When the page was last read. */
  updatedMs: number;
}

export const silenceMs = 30_000;

function ago(seconds: number): string {
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  return `${Math.floor(seconds / 3600)} h ago`;
}
