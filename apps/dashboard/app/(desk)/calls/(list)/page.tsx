import { campaignChoices, publisherChoices } from "@callscript/core/desk/call-choices.sql.ts";
import { listCalls } from "@callscript/core/desk/list-calls.ts";
import { verticals } from "@callscript/core/vertical.ts";
import { Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Suspense } from "react";
import { TopBar } from "../../../../components/top-bar.tsx";
import { Button } from "../../../../components/ui/button.tsx";
import { cn } from "../../../../lib/class-names.ts";
import { database } from "../../../../lib/database.ts";
import { requirePerson } from "../../../../lib/session.ts";
import { CallCount } from "./call-count.tsx";
import { toCallRow } from "./call-row.ts";
import { CallsList } from "./calls-list.tsx";
import { callsQuery, isFiltered } from "./calls-query.ts";
import { filtersOf, readCallsView, savedViews } from "./calls-view.ts";
import { FilterRow } from "./filter-row.tsx";

export const metadata: Metadata = { title: "Calls" };

export default async function CallsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const view = readCallsView(await searchParams);
  const query = callsQuery(view);
  const person = await requirePerson(`/calls${query}`);
  const db = database();
  const now = new Date();
  const filters = filtersOf(view, now);
  const [page, campaigns, publishers] = await Promise.all([
    listCalls(db, { filters, sort: view.sort }),
    campaignChoices.run(db),
    publisherChoices.run(db),
  ]);
  const isAdmin = person.role === "admin";
  return (
    <>
      <TopBar title="Calls">
        <nav aria-label="Views" className="inline-flex gap-px overflow-x-auto rounded-[7px] bg-accent p-0.5">
          {savedViews.map(({ name, view: saved }) => {
            const isHere = callsQuery(saved) === query;
            return (
              <Link
                key={name}
                href={`/calls${callsQuery(saved)}`}
                aria-current={isHere ? "page" : undefined}
                className={cn(
                  "whitespace-nowrap rounded-[5px] px-2.5 font-medium text-[12.5px] text-sub leading-6",
                  isHere && "bg-card text-foreground shadow-sm dark:bg-border-strong",
                )}
              >
                {name}
              </Link>
            );
          })}
        </nav>
        {isAdmin ? (
          <Button asChild size="small" variant="ghost" className="max-[719px]:hidden">
            <a href={`/calls/export${query}`}>
              <Download className="size-4" strokeWidth={1.75} aria-hidden="true" /> Export
            </a>
          </Button>
        ) : null}
      </TopBar>
      <FilterRow
        view={view}
        verticals={verticals}
        campaigns={campaigns}
        publishers={publishers.map(({ publisher }) => publisher)}
      >
        <Suspense key={query} fallback="">
          <CallCount filters={filters} />
        </Suspense>
      </FilterRow>
      <CallsList
        key={query}
        query={query}
        isFiltered={isFiltered(view)}
        page={{
          rows: page.calls.map((call) => toCallRow(call, now, `/calls${query}`)),
          next: page.next,
          searchedTo: page.searchedTo,
        }}
        mayAct={isAdmin}
      />
    </>
  );
}
