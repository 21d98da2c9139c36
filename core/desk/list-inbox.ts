import type { Db } from "../query.ts";
import { type InboxCall, type InboxCursor, type InboxTab, inboxPages } from "./inbox.sql.ts";

const first: InboxCursor = { severity: 9, startUtc: "infinity", id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

/** A page of a tab of the inbox, worst and newest first; `next` is where the following page begins, null at the end. */
export async function listInbox(
  db: Db,
  { tab, after = first, size = 50 }: { tab: InboxTab; after?: InboxCursor; size?: number },
): Promise<{ calls: InboxCall[]; next: InboxCursor | null }> {
  const calls = await inboxPages[tab].run(db, after.severity, after.startUtc, after.id, size + 1);
  const page = calls.slice(0, size);
  const last = page.at(-1);
  const next =
    calls.length > size && last
      ? { severity: last.severity ?? 0, startUtc: last.sort_key, id: last.id }
      : null;
  return { calls: page, next };
}
