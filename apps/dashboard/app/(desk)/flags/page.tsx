import { type InboxTab, InboxTab as InboxTabSchema, inboxCounts } from "@callscript/core/desk/inbox.sql.ts";
import { listInbox } from "@callscript/core/desk/list-inbox.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { TopBar } from "../../../components/top-bar.tsx";
import { cn } from "../../../lib/class-names.ts";
import { database } from "../../../lib/database.ts";
import { count, money } from "../../../lib/format.ts";
import { requirePerson } from "../../../lib/session.ts";
import { FlagList } from "./flag-list.tsx";
import { toRow } from "./inbox-row.ts";

export const metadata: Metadata = { title: "Flags" };

const tabNames: Record<InboxTab, string> = {
  review: "To review",
  unsure: "Unsure",
  confirmed: "Confirmed bad",
  safe: "Marked safe",
};

export default async function FlagsPage({ searchParams }: { searchParams: Promise<{ tab?: string }> }) {
  await requirePerson("/flags");
  const tab = InboxTabSchema.catch("review").parse((await searchParams).tab);
  const db = database();
  const [page, [counts]] = await Promise.all([listInbox(db, { tab }), inboxCounts.run(db)]);
  const shown: Partial<Record<InboxTab, number>> = {
    review: counts?.review ?? 0,
    unsure: counts?.unsure ?? 0,
  };
  const now = new Date();
  return (
    <>
      <TopBar title="Flags">
        <nav aria-label="Views" className="inline-flex gap-px overflow-x-auto rounded-[7px] bg-accent p-0.5">
          {InboxTabSchema.options.map((name) => (
            <Link
              key={name}
              href={name === "review" ? "/flags" : `/flags?tab=${name}`}
              aria-current={name === tab ? "page" : undefined}
              className={cn(
                "whitespace-nowrap rounded-[5px] px-2.5 font-medium text-[12.5px] text-sub leading-6",
                name === tab && "bg-card text-foreground shadow-sm dark:bg-border-strong",
              )}
            >
              {tabNames[name]}
              {shown[name] === undefined ? null : ` ${shown[name] > 1000 ? "1,000+" : count(shown[name])}`}
            </Link>
          ))}
        </nav>
        {tab === "review" ? (
          <span className="hidden text-[12.5px] text-muted-foreground min-[1100px]:inline">
            {money(counts?.at_stake ?? null, { sum: true })} at stake
          </span>
        ) : null}
      </TopBar>
      <FlagList key={tab} tab={tab} rows={page.calls.map((call) => toRow(call, now))} next={page.next} />
    </>
  );
}
