import Link from "next/link";
import { SeverityBars } from "../../../components/severity.tsx";
import { cn } from "../../../lib/class-names.ts";
import type { InboxRow } from "./inbox-row.ts";

const speakerInk = { agent: "text-agent-ink", caller: "text-caller-ink", other: "text-sub" } as const;

export interface RowActions {
  toggle: (id: string, isRange: boolean) => void;
  focus: (id: string) => void;
  /** Answers whether the row was shown beside the list, so that its page need not be opened. */
  peek: (id: string) => boolean;
  open: (id: string) => void;
  hrefOf: (id: string) => string;
}

/** What a row says, in its columns. */
export function FlagCells({
  row,
  isSelected,
  actions,
}: {
  row: InboxRow;
  isSelected: boolean;
  actions: RowActions;
}) {
  return (
    <>
      <span role="gridcell" className="max-[719px]:z-1 max-[719px]:row-span-2">
        <input
          type="checkbox"
          checked={isSelected}
          onChange={({ nativeEvent }) =>
            actions.toggle(row.id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }
          tabIndex={-1}
          aria-label={`Select ${row.rule}`}
          className="block size-4"
        />
      </span>
      <span
        role="gridcell"
        aria-label={row.severityWord}
        className="grid size-6 place-items-center rounded-[5px] max-[719px]:row-span-2"
        style={{ background: `var(--sev-${row.severity || 1}-soft)` }}
      >
        <SeverityBars severity={row.severity} />
      </span>
      <span role="gridcell" className="min-w-0">
        <Link
          href={actions.hrefOf(row.id)}
          prefetch={false}
          tabIndex={-1}
          className="block compact:flex compact:items-center compact:gap-2.5 max-[719px]:after:absolute max-[719px]:after:inset-0"
          onClick={(event) => {
            const isPlain = !event.metaKey && !event.ctrlKey && !event.shiftKey;
            if (isPlain && actions.peek(row.id)) event.preventDefault();
          }}
        >
          <FlagWords row={row} />
        </Link>
      </span>
      <span
        role="gridcell"
        className="flex min-w-0 gap-1.5 leading-[18px] max-[719px]:col-start-3 max-[719px]:row-start-2 max-[719px]:text-muted-foreground max-[719px]:text-xs min-[720px]:flex-col min-[720px]:gap-0 compact:flex-row compact:items-baseline compact:gap-2"
      >
        <span className="flex-none truncate">{row.vertical}</span>
        <span className="truncate text-muted-foreground text-xs leading-[18px]" title={row.publisher}>
          {row.publisher}
        </span>
      </span>
      <span
        role="gridcell"
        className="text-right font-medium max-[719px]:col-start-4 max-[719px]:row-start-1"
      >
        {row.revenue}
      </span>
      <span
        role="gridcell"
        className={cn(
          "text-right text-[12.5px] max-[719px]:col-start-4 max-[719px]:row-start-2",
          row.closingSoon ? "font-medium text-sev-4-ink" : "text-sub",
        )}
      >
        {row.window}
      </span>
      <span
        role="gridcell"
        title={row.ended}
        className="hidden text-right text-[12.5px] text-muted-foreground min-[720px]:block"
      >
        {row.age}
      </span>
    </>
  );
}

/** What was flagged and said, and by whom it was decided. */
function FlagWords({ row }: { row: InboxRow }) {
  return (
    <>
      <span className="flex items-center font-medium compact:max-w-1/2 compact:flex-none">
        <span className="truncate">{row.rule}</span>
        {row.more > 0 ? (
          <span className="ml-[7px] flex-none rounded border border-border px-1 text-[11.5px] text-muted-foreground leading-4">
            +{row.more}
          </span>
        ) : null}
        {row.decided === null ? null : (
          <span className="ml-2 truncate font-normal text-muted-foreground text-xs">{row.decided}</span>
        )}
      </span>
      <span className="block min-w-0 truncate text-[12.5px] text-sub leading-[18px] compact:flex-1">
        <span className={cn("font-medium", speakerInk[row.speakerKind])}>{row.speaker}</span>{" "}
        <span className="text-muted-foreground">{row.at}</span> {row.snippet}
      </span>
    </>
  );
}
