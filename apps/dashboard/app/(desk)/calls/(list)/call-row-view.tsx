import { Check, ChevronDown, Flag } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { SeverityBars } from "../../../../components/severity.tsx";
import { cn } from "../../../../lib/class-names.ts";
import { severityWord } from "../../../../lib/format.ts";
import type { CallRow } from "./call-row.ts";
import { HitText } from "./hit-text.tsx";
import { StatusGlyph } from "./status-glyph.tsx";

/** The columns, from 720 px up: as wide in the head as in the rows. */
export const columns =
  "min-[720px]:grid-cols-[16px_52px_minmax(110px,1fr)_minmax(90px,1fr)_minmax(90px,1fr)_44px_66px_minmax(180px,1.5fr)_60px_104px_74px_64px]";

const wide = "hidden min-[720px]:block";

interface Props {
  row: CallRow;
  index: number;
  isFocused: boolean;
  isSelected: boolean;
  isOpen: boolean;
  maySelect: boolean;
  onFocus: (id: string) => void;
  onToggle: (id: string, isRange: boolean) => void;
  onOpen: (id: string) => void;
}

/** One call: 36 px, a second line where something was found in it, and its reason where it is open. */
export const CallRowView = memo(function CallRowView({
  row,
  index,
  isFocused,
  isSelected,
  isOpen,
  maySelect,
  onFocus,
  onToggle,
  onOpen,
}: Props) {
  return (
    <div
      role="row"
      data-row={row.id}
      tabIndex={isFocused ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={maySelect ? isSelected : undefined}
      aria-label={`${row.name}, ${row.statusWords}${row.flagWords === "" ? "" : `, ${row.flagWords}`}`}
      onFocus={() => onFocus(row.id)}
      className={cn(
        "relative border-border border-b px-5 outline-none max-[719px]:px-3",
        isFocused &&
          "bg-signal-soft/55 before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-signal",
        isSelected && "bg-signal-soft",
      )}
    >
      <div
        className={cn(
          "grid grid-cols-[16px_minmax(0,1fr)_auto] items-center gap-x-3 py-2 min-[720px]:h-[35px] min-[720px]:py-0",
          columns,
        )}
      >
        <span role="gridcell" className="max-[719px]:row-span-3 max-[719px]:self-start max-[719px]:pt-0.5">
          {maySelect ? (
            <input
              type="checkbox"
              checked={isSelected}
              onChange={() => undefined}
              onClick={(event) => onToggle(row.id, event.shiftKey)}
              tabIndex={-1}
              aria-label={`Select ${row.name}`}
              className="block size-4"
            />
          ) : null}
        </span>
        <span role="gridcell" className={cn(wide, "whitespace-nowrap text-[12.5px] text-muted-foreground")}>
          <time dateTime={row.endedIso} title={row.endedInFull}>
            {row.ended}
          </time>
        </span>
        <span role="gridcell" className="min-w-0 truncate font-medium">
          <Link
            href={row.href}
            tabIndex={-1}
            prefetch={false}
            className="underline-offset-[3px] hover:underline"
          >
            {row.name}
          </Link>
        </span>
        <span role="gridcell" className="text-right font-medium min-[720px]:hidden">
          {row.revenue}
        </span>
        <span role="gridcell" className={cn(wide, "truncate")} title={row.campaign}>
          {row.campaign}
        </span>
        <span role="gridcell" className={cn(wide, "truncate text-sub")} title={row.publisher}>
          {row.publisher}
        </span>
        <span role="gridcell" className={cn(wide, "text-right text-sub")}>
          {row.length}
        </span>
        <span role="gridcell" className={cn(wide, "text-right font-medium")}>
          {row.revenue}
        </span>
        <span role="gridcell" className="flex min-w-0 items-center gap-1.5 text-sub min-[720px]:pl-3">
          <StatusGlyph status={row.status} />
          {row.why === null ? (
            <span className="truncate">{row.statusWords}</span>
          ) : (
            <button
              type="button"
              tabIndex={-1}
              aria-expanded={isOpen}
              onClick={() => onOpen(row.id)}
              className="flex min-w-0 items-center gap-1 text-left hover:text-foreground pointer-coarse:min-h-10"
            >
              <span className="truncate">{row.statusWords}</span>
              <ChevronDown
                className={cn("size-3.5 flex-none text-muted-foreground", isOpen && "rotate-180")}
                strokeWidth={1.75}
                aria-hidden="true"
              />
            </button>
          )}
        </span>
        <span
          role="gridcell"
          title={row.flagWords}
          className="flex items-center gap-1.5 max-[719px]:justify-end"
        >
          {row.flags.map(({ severity, count }) => (
            <span key={severity} className="flex items-center gap-0.5 text-muted-foreground text-xs">
              <SeverityBars severity={severity} />
              <span className="sr-only">{severityWord(severity)}</span>
              {count > 1 ? count : null}
            </span>
          ))}
        </span>
        <span role="gridcell" className={cn(wide, "whitespace-nowrap text-[12.5px] text-sub")}>
          <Verdict verdict={row.verdict} />
        </span>
        <span role="gridcell" className={cn(wide, "whitespace-nowrap text-right text-[12.5px] text-sub")}>
          {row.flaggedAfter}
        </span>
        <span role="gridcell" className={cn(wide, "text-right text-[12.5px] text-muted-foreground")}>
          {row.cost}
        </span>
        <span role="gridcell" className="truncate text-muted-foreground text-xs min-[720px]:hidden">
          {row.campaign} · {row.publisher}
        </span>
        <span role="gridcell" className="text-right text-muted-foreground text-xs min-[720px]:hidden">
          {row.length} · {row.ended}
        </span>
      </div>
      {row.hit === null ? null : (
        <div role="gridcell">
          <HitText hit={row.hit} href={row.href} />
        </div>
      )}
      {isOpen && row.why !== null ? (
        <div role="gridcell" className="pb-2.5 pl-7 text-[12.5px] text-sub leading-[18px]">
          <p className="whitespace-normal text-foreground">
            {row.why.reason} {row.why.tries}
          </p>
          <p>{row.why.advice}</p>
        </div>
      ) : null}
    </div>
  );
});

function Verdict({ verdict }: { verdict: CallRow["verdict"] }) {
  if (verdict === null) return null;
  const icon = { className: "size-3.5", strokeWidth: 1.75, "aria-hidden": true } as const;
  return (
    <span className="flex items-center gap-1">
      {verdict === "confirmed_bad" ? (
        <>
          <Flag {...icon} /> Confirmed bad
        </>
      ) : (
        <>
          <Check {...icon} className="size-3.5 text-safe" /> Marked safe
        </>
      )}
    </span>
  );
}
