import type { Db } from "../query.ts";
import { sha256Hex } from "../sha256-hex.ts";
import { keepIngestKey, makeIngestKey } from "./ingest-keys.sql.ts";
import { newIngestKey } from "./make-ingest-key.ts";
import { theCommandLine } from "./the-command-line.ts";

/**
 * Makes a key for the pixel: a first one of its name, or a further one, beside which the name's others stay good for
 * `graceHours`. It is in the answer and nowhere else; null: the name is in use, or has no key to follow.
 */
export async function handOutIngestKey(
  db: Db,
  { name, graceHours, actor }: { name: string; graceHours: number | null; actor: string },
): Promise<{ key: string; oldEndsAtUtc: Date | null } | null> {
  const key = newIngestKey();
  const keep = actor === theCommandLine ? keepIngestKey : makeIngestKey;
  const [made] = await keep.run(db, name, await sha256Hex(key), graceHours, actor);
  return made?.kept ? { key, oldEndsAtUtc: made.old_ends_at_utc } : null;
}
