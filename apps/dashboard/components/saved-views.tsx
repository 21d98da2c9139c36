"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { cn } from "../lib/class-names.ts";
import { count } from "../lib/format.ts";

const views = [
  { query: "sev=4", name: "Critical", title: undefined },
  { query: "closing=today", name: "Closing today", title: "Refund windows that close before midnight UTC" },
  { query: "tab=confirmed&mine=1", name: "Mine", title: "What you confirmed bad" },
  { query: "tab=unsure", name: "Unsure", title: "What the judge could not decide" },
] as const;

/** Views of the inbox that everybody has, in the sidebar where there is room for them. */
export function SavedViews({ unsure }: { unsure: number }) {
  const isInbox = usePathname() === "/flags";
  const query = useSearchParams().toString();
  return (
    <nav aria-label="Saved views" className="mt-4 hidden spread:block">
      <p className="px-2 pb-1 text-muted-foreground text-xs">Views</p>
      <ul className="flex flex-col gap-px">
        {views.map((view) => {
          const isHere = isInbox && query === view.query;
          return (
            <li key={view.query}>
              <Link
                href={`/flags?${view.query}`}
                prefetch={false}
                title={view.title}
                aria-current={isHere ? "page" : undefined}
                className={cn(
                  "flex h-[30px] items-center rounded-md px-2 text-sub hover:bg-accent",
                  isHere && "bg-accent font-medium text-foreground",
                )}
              >
                {view.name}
                {view.name === "Unsure" && unsure > 0 ? (
                  <span className="ml-auto font-normal text-muted-foreground text-xs">
                    {unsure > 1000 ? "1,000+" : count(unsure)}
                  </span>
                ) : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
