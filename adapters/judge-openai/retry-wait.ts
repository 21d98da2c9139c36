import { retryAfterSeconds } from "../http/retry-after.ts";

/** Added to what an endpoint asks for, so that processes that were refused together do not come back together. */
const jitterShare = 0.25;
const longestWaitSeconds = 86_400;

/**
 * Seconds that a refusal asks to wait, with jitter; undefined where it says nothing. Read are `retry-after-ms` (OpenAI,
 * Azure), `Retry-After`, and the resets of the limits that are used up (`x-ratelimit-reset-tokens: 6m0s`; Azure sends
 * whole seconds, and 0 or -1 where it does not know).
 */
export function retryWaitSeconds(headers: Headers, random: () => number = Math.random): number | undefined {
  const seconds =
    milliseconds(headers.get("retry-after-ms")) ??
    retryAfterSeconds(headers.get("retry-after")) ??
    resetSeconds(headers);
  if (seconds === undefined) return undefined;
  return Math.min(longestWaitSeconds, seconds * (1 + jitterShare * random()));
}

function milliseconds(header: string | null): number | undefined {
  return header !== null && /^\d{1,9}(\.\d+)?$/.test(header.trim()) ? Number(header) / 1000 : undefined;
}

function resetSeconds(headers: Headers): number | undefined {
  const limits = ["requests", "tokens"].flatMap((kind) => {
    const seconds = durationSeconds(headers.get(`x-ratelimit-reset-${kind}`));
    return seconds > 0 ? [{ seconds, usedUp: headers.get(`x-ratelimit-remaining-${kind}`) === "0" }] : [];
  });
  const [first, ...others] = limits
    .filter(({ usedUp }) => usedUp)
    .concat(limits.every(({ usedUp }) => !usedUp) ? limits : []);
  if (!first) return undefined;
  return Math.max(first.seconds, ...others.map(({ seconds }) => seconds));
}

/** "1h2m3.5s", "120ms" or "17"; 0 for anything else. */
function durationSeconds(text: string | null): number {
  if (text === null) return 0;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const inSeconds = { h: 3600, m: 60, s: 1, ms: 0.001 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  if (parts.map(([part]) => part).join("") !== text) return 0;
  return parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * inSeconds[unit as keyof typeof inSeconds],
    0,
  );
}
