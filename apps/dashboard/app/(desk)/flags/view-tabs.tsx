import { inboxTabCount } from "@callscript/core/desk/inbox.sql.ts";
import { type InboxFilter, type InboxTab, InboxTab as Tabs } from "@callscript/core/desk/inbox-filter.ts";
import { narrowInbox } from "@callscript/core/desk/narrow-inbox.ts";
import Link from "next/link";
import { Suspense } from "react";
import { cn } from "../../../lib/class-names.ts";
import { database } from "../../../lib/database.ts";
import { count } from "../../../lib/format.ts";
import { type InboxState, inboxHref } from "./inbox-state.ts";
import { filterOf } from "./read-inbox-state.ts";

const names: Record<InboxTab, string> = {
  review: "To review",
  unsure: "Unsure",
  confirmed: "Confirmed bad",
  safe: "Marked safe",
};
const countedTo = 1_000;

/** The tabs with their counts; a filter is kept from one to the next. */
export function ViewTabs({ state, email, now }: { state: InboxState; email: string; now: Date }) {
  return (
    <nav aria-label="Views" className="inline-flex gap-px overflow-x-auto rounded-[7px] bg-accent p-0.5">
      {Tabs.options.map((tab) => (
        <Link
          key={tab}
          href={inboxHref({ ...state, tab })}
          prefetch={false}
          aria-current={tab === state.tab ? "page" : undefined}
          className={cn(
            "whitespace-nowrap rounded-[5px] px-2.5 font-medium text-[12.5px] text-sub leading-6 pointer-coarse:leading-9",
            tab === state.tab && "bg-card text-foreground shadow-sm dark:bg-border-strong",
          )}
        >
          {names[tab]}
          <Suspense fallback={null}>
            <TabCount state={{ ...state, tab }} email={email} now={now} />
          </Suspense>
        </Link>
      ))}
    </nav>
  );
}

async function countOf(tab: InboxTab, filter: InboxFilter) {
  const db = database();
  const [found] = await inboxTabCount[tab].run(db, ...(await narrowInbox(db, tab, filter)));
  return found;
}

async function TabCount({ state, email, now }: { state: InboxState; email: string; now: Date }) {
  const found = await countOf(state.tab, filterOf(state, email, now)).catch(() => undefined);
  if (found === undefined) return null;
  return ` ${found.calls > countedTo ? `${count(countedTo)}+` : count(found.calls)}`;
}
