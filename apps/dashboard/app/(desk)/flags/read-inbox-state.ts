import { type InboxFilter, InboxSort, InboxTab } from "@callscript/core/desk/inbox-filter.ts";
import { z } from "zod";
import { AskedName } from "../../../lib/asked-name.ts";
import type { InboxState } from "./inbox-state.ts";

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

const Name = z.string().trim().pipe(AskedName).nullable().catch(null);
const Severities = z
  .string()
  .transform((list) => [1, 2, 3, 4].filter((level) => list.split(",").includes(String(level))))
  .catch([]);

/** A bad value counts as none: an address never breaks the page. */
const Address = z.object({
  tab: InboxTab.catch("review"),
  sort: InboxSort.catch("severity"),
  sev: Severities,
  vertical: Name,
  campaign: z.uuid().nullable().catch(null),
  publisher: Name,
  rule: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,99}$/)
    .nullable()
    .catch(null),
  closing: z.enum(["day", "today"]).nullable().catch(null),
  mine: z.literal("1").nullable().catch(null),
  q: Name,
});

export function readInboxState(params: SearchParams): InboxState {
  const first = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  const { sev, mine, q, ...rest } = Address.parse(first);
  return { ...rest, severities: sev, mine: mine !== null, words: q };
}

const dayMs = 86_400_000;

/** What is asked of the database; a decision of one's own stands in the decided tabs alone. */
export function filterOf(state: InboxState, email: string, now: Date): InboxFilter {
  const { severities, vertical, campaign, publisher, rule, words } = state;
  const endOfDay = Math.floor(now.getTime() / dayMs + 1) * dayMs;
  const closesBefore =
    state.closing === null ? null : new Date(state.closing === "today" ? endOfDay : now.getTime() + dayMs);
  const isDecided = state.tab === "confirmed" || state.tab === "safe";
  const decidedBy = state.mine && isDecided ? email : null;
  return { severities, vertical, campaign, publisher, rule, words, closesBefore, decidedBy };
}
