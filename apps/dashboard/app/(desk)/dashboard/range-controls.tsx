import type { campaignNames } from "@callscript/core/desk/overview.sql.ts";
import { verticals } from "@callscript/core/vertical.ts";
import Link from "next/link";
import { cn } from "../../../lib/class-names.ts";
import { type OverviewUrl, overviewHref } from "./overview-url.ts";
import { ScopeSelect } from "./scope-select.tsx";

const ranges = { today: "Today", "7d": "7 days", "30d": "30 days" } as const;

/** Which days and whose calls: each choice is an address. */
export function RangeControls({
  url,
  campaigns,
}: {
  url: OverviewUrl;
  campaigns: Awaited<ReturnType<typeof campaignNames.run>>;
}) {
  const scope = { campaign: null, vertical: null };
  const used = verticals.filter((vertical) => campaigns.some((campaign) => campaign.vertical === vertical));
  return (
    <>
      <nav aria-label="Range" className="inline-flex flex-none gap-px rounded-[7px] bg-accent p-0.5">
        {(["today", "7d", "30d"] as const).map((range) => (
          <Link
            key={range}
            href={overviewHref(url, { range })}
            aria-current={range === url.range ? "page" : undefined}
            className={cn(
              "whitespace-nowrap rounded-[5px] px-2.5 font-medium text-[12.5px] text-sub leading-6 pointer-coarse:leading-9",
              range === url.range && "bg-card text-foreground shadow-sm dark:bg-border-strong",
            )}
          >
            {ranges[range]}
          </Link>
        ))}
      </nav>
      <ScopeSelect
        here={overviewHref(url)}
        all={overviewHref(url, scope)}
        groups={[
          {
            label: "Verticals",
            options: used.map((vertical) => ({
              name: vertical,
              href: overviewHref(url, { ...scope, vertical }),
            })),
          },
          {
            label: "Campaigns",
            options: campaigns.map(({ id, name }) => ({
              name,
              href: overviewHref(url, { ...scope, campaign: id }),
            })),
          },
        ]}
      />
      {url.publisher === null ? null : (
        <Link
          href={overviewHref(url, { publisher: null })}
          aria-label={`Publisher ${url.publisher}: show all publishers`}
          className="inline-flex h-7 max-w-[180px] items-center gap-1.5 rounded-md border border-border-strong bg-card px-2 text-[12.5px]"
        >
          <span className="truncate">{url.publisher}</span>
          <span aria-hidden="true">×</span>
        </Link>
      )}
    </>
  );
}
