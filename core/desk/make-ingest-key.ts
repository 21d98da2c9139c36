import type { Db } from "../query.ts";
import { randomToken } from "../random-token.ts";
import { sha256Hex } from "../sha256-hex.ts";
import { endIngestKeys, insertIngestKey } from "./ingest-keys.sql.ts";

/** What an ingest key looks like: 256 random bits behind a prefix, by which one is recognised wherever it turns up. */
export const ingestKeyShape = /^csk_[\w-]{43}$/;

export const newIngestKey = () => `csk_${randomToken()}`;

/** Makes a key for the pixel. It is in the answer and nowhere else; null when the name has a key already. */
export async function createIngestKey(
  db: Db,
  { name, createdBy }: { name: string; createdBy: string },
): Promise<string | null> {
  const key = newIngestKey();
  const [made] = await insertIngestKey.run(db, name, await sha256Hex(key), createdBy);
  return made ? key : null;
}

/** Makes a further key of the name; those before it stay good for `graceHours`. null when the name has none. */
export function rotateIngestKey(
  db: Db,
  { name, createdBy, graceHours }: { name: string; createdBy: string; graceHours: number },
): Promise<{ key: string; oldEndsAtUtc: Date } | null> {
  return db.transaction(async (tx) => {
    const ended = await endIngestKeys.run(tx, name, graceHours);
    if (ended.length === 0) return null;
    const key = await createIngestKey(tx, { name, createdBy });
    if (key === null) throw new Error("another rotation of this key is under way");
    const oldEndsAtUtc = new Date(Math.max(...ended.map((one) => one.ends_at_utc.getTime())));
    return { key, oldEndsAtUtc };
  });
}
