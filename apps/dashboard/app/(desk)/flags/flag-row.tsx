import Link from "next/link";
import { SeverityBars } from "../../../components/severity.tsx";
import { cn } from "../../../lib/class-names.ts";
import type { InboxRow } from "./inbox-row.ts";

const speakerInk = { agent: "text-agent-ink", caller: "text-caller-ink", other: "text-sub" } as const;

export function FlagRow({
  row,
  index,
  isFocused,
  isSelected,
  onToggle,
  onFocus,
}: {
  row: InboxRow;
  index: number;
  isFocused: boolean;
  isSelected: boolean;
  onToggle: () => void;
  onFocus: () => void;
}) {
  return (
    <div
      role="row"
      data-row={row.id}
      tabIndex={isFocused ? 0 : -1}
      aria-rowindex={index}
      aria-selected={isSelected}
      aria-label={`${row.severityWord}, ${row.rule}, ${row.snippet}`}
      onFocus={onFocus}
      className={cn(
        "relative grid min-h-[52px] grid-cols-[16px_24px_minmax(0,1fr)_auto] items-center gap-x-3 border-border border-b px-5 py-1.5 outline-none min-[720px]:grid-cols-[16px_24px_minmax(0,1fr)_114px_64px_76px_46px] min-[720px]:py-0",
        isFocused &&
          "bg-signal-soft/55 before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-signal",
        isSelected && "bg-signal-soft",
      )}
    >
      <span role="gridcell">
        <input
          type="checkbox"
          checked={isSelected}
          onChange={onToggle}
          tabIndex={-1}
          aria-label={`Select ${row.rule}`}
          className="block size-4"
        />
      </span>
      <span
        role="gridcell"
        className="grid size-6 place-items-center rounded-[5px]"
        style={{ background: `var(--sev-${row.severity || 1}-soft)` }}
      >
        <SeverityBars severity={row.severity} />
        <span className="sr-only">{row.severityWord}</span>
      </span>
      <Link role="gridcell" href={`/calls/${row.id}`} tabIndex={-1} className="min-w-0">
        <span className="flex items-center font-medium">
          <span className="truncate">{row.rule}</span>
          {row.more > 0 ? (
            <span className="ml-[7px] flex-none rounded border border-border px-1 text-[11.5px] text-muted-foreground leading-4">
              +{row.more}
            </span>
          ) : null}
        </span>
        <span className="block truncate text-[12.5px] text-sub leading-[18px] max-[719px]:whitespace-normal">
          <span className={cn("font-medium", speakerInk[row.speakerKind])}>{row.speaker}</span>{" "}
          <span className="text-muted-foreground">{row.at}</span> {row.snippet}
        </span>
        <span className="block text-muted-foreground text-xs min-[720px]:hidden">
          {row.vertical} · {row.revenue} · {row.age}
        </span>
      </Link>
      <span role="gridcell" className="hidden min-w-0 flex-col leading-[18px] min-[720px]:flex">
        <span className="truncate">{row.vertical}</span>
        <span className="truncate text-muted-foreground text-xs leading-[18px]">{row.publisher}</span>
      </span>
      <span role="gridcell" className="hidden text-right font-medium min-[720px]:block">
        {row.revenue}
      </span>
      <span
        role="gridcell"
        className={cn(
          "hidden text-right text-[12.5px] min-[720px]:block",
          row.closingSoon ? "font-medium text-sev-4-ink" : "text-sub",
        )}
      >
        {row.window}
      </span>
      <span
        role="gridcell"
        className="hidden text-right text-[12.5px] text-muted-foreground min-[720px]:block"
      >
        <time title={row.ended}>{row.age}</time>
      </span>
    </div>
  );
}
