import { FiguresTable } from "./figures-table.tsx";

/** The figures of a small chart as rows, which are there before anybody opens them. */
export function ChartTable(figures: React.ComponentProps<typeof FiguresTable>) {
  return (
    <details className="mt-1 text-[12.5px]">
      <summary className="inline-block cursor-pointer text-muted-foreground hover:text-foreground">
        View as table
      </summary>
      <FiguresTable {...figures} />
    </details>
  );
}
