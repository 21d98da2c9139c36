import type { ingestKeysForDesk } from "@callscript/core/desk/ingest-keys.sql.ts";
import { moment, since } from "../../../../lib/format.ts";
import type { ShownKey } from "./key-row.tsx";

type Key = Awaited<ReturnType<typeof ingestKeysForDesk.run>>[number];

/** A key as the list shows it. */
export function shownKey(key: Key, now: Date): ShownKey {
  const { name, created_at_utc: made, created_by: by, last_used_at_utc: used, revoked_at_utc: end } = key;
  const ago = (then: Date) =>
    `${since(then, now)}${now.getTime() - then.getTime() < 7 * 86_400_000 ? " ago" : ""}`;
  const parts = [
    `Made ${ago(made)} by ${by}`,
    used === null ? "never used" : `last used ${ago(used)}`,
    ...(end === null ? [] : [key.is_good ? `good until ${moment(end)}` : `ended ${ago(end)}`]),
  ];
  return {
    id: `${name} ${made.toISOString()}`,
    name,
    facts: parts.join(", "),
    isGood: key.is_good,
    isFollowed: end !== null,
  };
}
