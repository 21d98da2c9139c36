import type { FlagRate } from "@callscript/core/desk/flag-rates.ts";
import type { By } from "@callscript/core/desk/overview.ts";
import type { OverviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import Link from "next/link";
import { cn } from "../../../lib/class-names.ts";
import { count, percent } from "../../../lib/format.ts";
import { callsBehind } from "./calls-behind.ts";
import { LinkedTable } from "./linked-table.tsx";
import { type OverviewUrl, overviewHref } from "./overview-url.ts";

const shown = 7;
const width = 120;
const heads = { publisher: "Publisher", campaign: "Campaign" } as const;
const nameless = { publisher: "Not named", campaign: "No campaign" } as const;

/** Flagged of judged with its 95 % range by publisher or campaign, on one scale, the mean as a tick. */
export function FlagRates({
  rates,
  mean,
  by,
  url,
  period,
}: {
  rates: readonly FlagRate[];
  mean: number | null;
  by: By;
  url: OverviewUrl;
  period: OverviewPeriod;
}) {
  const top = rates.slice(0, shown);
  if (mean === null || top.length === 0)
    return <p className="py-10 text-center text-muted-foreground">No judged calls in this range.</p>;
  const widest = max(top, (rate) => (rate.standing === "few" ? 0 : (rate.share.high ?? 0))) ?? 0;
  const x = scaleLinear([0, Math.max(widest, mean * 1.2)], [4, width - 4]).clamp(true);
  return (
    <>
      <ul className="flex flex-col">
        {top.map((rate) => (
          <li key={`${rate.id}`}>
            <Row
              rate={rate}
              name={rate.name ?? nameless[by]}
              x={x}
              mean={mean}
              links={linksOf(rate, by, url, period)}
            />
          </li>
        ))}
      </ul>
      <LinkedTable
        table="shares"
        of={`Flagged share by ${heads[by].toLowerCase()}`}
        url={url}
        head={[heads[by], "Calls", "Judged", "Flagged", "95 % range", "Against the mean"]}
        rows={() =>
          rates
            .slice(0, 50)
            .map(({ name, calls, share, standing }) => [
              name ?? nameless[by],
              count(calls),
              count(share.of),
              percent(share.value),
              share.low === null ? "–" : `${percent(share.low)} to ${percent(share.high)}`,
              { above: "above", usual: "not told apart", few: "too few" }[standing],
            ])
        }
      />
    </>
  );
}

interface Links {
  /** The dashboard of its calls alone. */
  alone: string;
  calls: string;
  flagged: string;
}

/** Calls that name none cannot be asked for alone. */
function linksOf({ id }: FlagRate, by: By, url: OverviewUrl, period: OverviewPeriod): Links | null {
  if (id === null) return null;
  const own = { ...url, [by]: id };
  return {
    alone: overviewHref(url, { [by]: id }),
    calls: callsBehind(own, period),
    flagged: callsBehind(own, period, { sev: [4, 3, 2, 1] }),
  };
}

function Row({
  rate: { calls, share, standing },
  name,
  x,
  mean,
  links,
}: {
  rate: FlagRate;
  name: string;
  x: (share: number) => number;
  mean: number;
  links: Links | null;
}) {
  const few = standing === "few" || share.low === null || share.high === null || share.value === null;
  const colour = standing === "above" ? "var(--sev-4)" : "var(--muted-foreground)";
  const range = few
    ? "too few judged to tell"
    : `95 % range ${percent(share.low)} to ${percent(share.high)}${standing === "above" ? ", above the mean" : ""}`;
  const figure = few ? "too few" : percent(share.value);
  const flagged = `${count(share.hits)} flagged of ${count(share.of)} judged`;
  return (
    <div
      title={`${name}: ${flagged}, ${range}`}
      className={cn(
        "grid h-[29px] grid-cols-[minmax(0,1fr)_48px_minmax(60px,120px)_52px] items-center gap-2.5 rounded-md hover:bg-muted pointer-coarse:h-10",
        few && "text-muted-foreground",
      )}
    >
      <MaybeLink href={links?.alone} label={`${name}, ${range}: this page for it alone`} className="truncate">
        {name}
      </MaybeLink>
      <MaybeLink
        href={links?.calls}
        label={`${name}: open its ${count(calls)} calls`}
        className="text-right text-muted-foreground"
      >
        {count(calls)}
      </MaybeLink>
      <svg viewBox={`0 0 ${width} 20`} className="h-5 w-full" aria-hidden="true">
        <line x1={x(mean)} x2={x(mean)} y1="4" y2="16" stroke="var(--border-strong)" strokeWidth="1.5" />
        {few ? null : (
          <>
            <line
              x1={x(share.low ?? 0)}
              x2={x(share.high ?? 0)}
              y1="10"
              y2="10"
              stroke={colour}
              strokeWidth="1.5"
            />
            <circle cx={x(share.value ?? 0)} cy="10" r="3.5" fill={colour} />
          </>
        )}
      </svg>
      <MaybeLink
        href={links?.flagged}
        label={`${figure}. ${name}: open its flagged calls, ${flagged}`}
        className={cn(
          "whitespace-nowrap text-right",
          standing === "above" && "font-semibold",
          few && "text-xs",
        )}
      >
        {figure}
      </MaybeLink>
    </div>
  );
}

function MaybeLink({
  href,
  label,
  className,
  children,
}: {
  href: string | undefined;
  label: string;
  className: string;
  children: React.ReactNode;
}) {
  if (href === undefined) return <span className={className}>{children}</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={label}
      className={cn(
        "leading-[29px] hover:underline hover:underline-offset-[3px] pointer-coarse:leading-10",
        className,
      )}
    >
      {children}
    </Link>
  );
}
