import type { PublisherLine } from "@callscript/core/desk/overview.ts";
import { max } from "d3-array";
import { scaleLinear } from "d3-scale";
import Link from "next/link";
import { cn } from "../../../lib/class-names.ts";
import { count, percent } from "../../../lib/format.ts";
import { ChartTable } from "./chart-frame.tsx";
import { type OverviewUrl, overviewHref } from "./overview-url.ts";

const shown = 7;
const width = 120;

/** Flagged of judged with its 95 % range by publisher, on one scale, the mean as a tick. */
export function Publishers({
  lines,
  mean,
  url,
}: {
  lines: readonly PublisherLine[];
  mean: number | null;
  url: OverviewUrl;
}) {
  const top = lines.slice(0, shown);
  if (mean === null || top.length === 0)
    return <p className="py-10 text-center text-muted-foreground">No judged calls in this range.</p>;
  const widest = max(top, (line) => (line.standing === "few" ? 0 : (line.share.high ?? 0))) ?? 0;
  const x = scaleLinear([0, Math.max(widest, mean * 1.2)], [4, width - 4]).clamp(true);
  return (
    <>
      <ul className="flex flex-col">
        {top.map((line) => (
          <li key={`${line.publisher}`}>
            <Row line={line} x={x} mean={mean} href={overviewHref(url, { publisher: line.publisher })} />
          </li>
        ))}
      </ul>
      <ChartTable
        head={["Publisher", "Calls", "Judged", "Flagged", "95 % range", "Against the mean"]}
        rows={lines
          .slice(0, 50)
          .map(({ publisher, calls, share, standing }) => [
            publisher || "Not named",
            count(calls),
            count(share.of),
            percent(share.value),
            share.low === null ? "–" : `${percent(share.low)} to ${percent(share.high)}`,
            { above: "above", usual: "not told apart", few: "too few" }[standing],
          ])}
      />
    </>
  );
}

function Row({
  line,
  x,
  mean,
  href,
}: {
  line: PublisherLine;
  x: (share: number) => number;
  mean: number;
  href: string;
}) {
  const { publisher, calls, share, standing } = line;
  const few = standing === "few" || share.low === null || share.high === null || share.value === null;
  const colour = standing === "above" ? "var(--sev-4)" : "var(--muted-foreground)";
  const range = few
    ? "too few judged to tell"
    : `95 % range ${percent(share.low)} to ${percent(share.high)}${standing === "above" ? ", above the mean" : ""}`;
  return (
    <Link
      href={href}
      title={`${publisher || "Not named"}: ${count(calls)} calls, ${range}`}
      className={cn(
        "grid h-[29px] grid-cols-[minmax(0,1fr)_48px_minmax(60px,120px)_52px] items-center gap-2.5 rounded-md hover:bg-muted pointer-coarse:h-10",
        few && "text-muted-foreground",
      )}
    >
      <span className="truncate">{publisher || "Not named"}</span>
      <span className="text-right text-muted-foreground">{count(calls)}</span>
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
      <span
        className={cn(
          "whitespace-nowrap text-right",
          standing === "above" && "font-semibold",
          few && "text-xs",
        )}
      >
        {few ? "too few" : percent(share.value)}
      </span>
      <span className="sr-only">{range}</span>
    </Link>
  );
}
