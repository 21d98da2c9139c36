import type { Db } from "../query.ts";
import { sha256Hex } from "../sha256-hex.ts";
import { keepIngestKey } from "./ingest-keys-desk.sql.ts";
import { newIngestKey } from "./make-ingest-key.ts";

/**
 * Makes a key for the pixel at an admin's wish: a first one of its name, or a further one, beside which the name's others stay
 * good for `graceHours`. It is in the answer and nowhere else; null: the name is in use, or has no key to follow.
 */
export async function handOutIngestKey(
  db: Db,
  { name, graceHours, actor }: { name: string; graceHours: number | null; actor: string },
): Promise<string | null> {
  const key = newIngestKey();
  const [made] = await keepIngestKey.run(db, name, await sha256Hex(key), graceHours, actor);
  return made?.kept ? key : null;
}
