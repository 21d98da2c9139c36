import { createHash } from "node:crypto";

/**
 * A fingerprint of a record (128 bits of its SHA-256): the same while nothing changes that is kept. The recording's link
 * counts without its query, because a fresh signature is no news.
 */
export function recordDigest(record: Readonly<Record<string, unknown>>): string {
  const { recordingUrl, ...facts } = record;
  const link = typeof recordingUrl === "string" ? recordingUrl.split("?", 1)[0] : recordingUrl;
  return createHash("sha256")
    .update(JSON.stringify([facts, link]))
    .digest("hex")
    .slice(0, 32);
}
