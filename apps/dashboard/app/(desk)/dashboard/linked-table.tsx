import Link from "next/link";
import { FiguresTable } from "../../../components/figures-table.tsx";
import { type OverviewUrl, overviewHref } from "./overview-url.ts";

/** "View as table" of a chart, as an address: tables that nobody opened were half of what the page said. */
export function LinkedTable({
  table,
  of,
  url,
  head,
  rows,
}: {
  table: NonNullable<OverviewUrl["table"]>;
  /** What the chart is called. */
  of: string;
  url: OverviewUrl;
  head: readonly string[];
  rows: () => readonly (readonly string[])[];
}) {
  const isOpen = url.table === table;
  const words = isOpen ? "Hide the table" : "View as table";
  return (
    <div className="mt-1 text-[12.5px]">
      <Link
        href={overviewHref(url, { table: isOpen ? null : table })}
        scroll={false}
        prefetch={false}
        aria-label={`${words}: ${of}`}
        aria-expanded={isOpen}
        className="text-muted-foreground hover:text-foreground"
      >
        {words}
      </Link>
      {isOpen ? <FiguresTable head={head} rows={rows()} /> : null}
    </div>
  );
}
