import "server-only";
import { inboxGroups } from "@callscript/core/desk/inbox.sql.ts";
import type { InboxFilter, InboxTab } from "@callscript/core/desk/inbox-filter.ts";
import { narrowInbox } from "@callscript/core/desk/narrow-inbox.ts";
import { addUsd } from "@callscript/core/money.ts";
import { database } from "../../../lib/database.ts";
import type { Groups } from "./view-figures.tsx";

const countedTo = 1_000;

/** How many calls a view has by severity, and their money; null where it cannot be read: the list stands without it. */
export async function readGroups(tab: InboxTab, filter: InboxFilter): Promise<Groups | null> {
  try {
    const db = database();
    const of = await inboxGroups[tab].run(db, ...(await narrowInbox(db, tab, filter)));
    const calls = of.reduce((sum, group) => sum + group.calls, 0);
    return { of, isCut: calls > countedTo, revenue: addUsd("0", ...of.map(({ revenue }) => revenue)) };
  } catch {
    return null;
  }
}
