import { memo } from "react";
import { cn } from "../../../lib/class-names.ts";
import { FlagCells, type RowActions } from "./flag-cells.tsx";
import type { InboxRow } from "./inbox-row.ts";

/** The columns of the list: check box, severity, flag, vertical, revenue, window, age. */
export const columns =
  "grid grid-cols-[16px_24px_minmax(0,1fr)_auto] max-[719px]:content-center items-center gap-x-3 px-5 min-[720px]:grid-cols-[16px_24px_minmax(0,1fr)_114px_64px_80px_46px] compact:grid-cols-[16px_24px_minmax(0,1fr)_148px_64px_80px_46px]";

const height = "h-[79px] min-[720px]:h-[52px] compact:h-9";

export const FlagRow = memo(function FlagRow({
  row,
  index,
  isFocused,
  isSelected,
  actions,
}: {
  row: InboxRow;
  index: number;
  isFocused: boolean;
  isSelected: boolean;
  actions: RowActions;
}) {
  return (
    <div
      role="row"
      data-row={row.id}
      tabIndex={isFocused ? 0 : -1}
      aria-rowindex={index}
      aria-selected={isSelected}
      aria-label={`${row.severityWord}, ${row.rule}, ${row.snippet}`}
      onFocus={() => actions.focus(row.id)}
      onDoubleClick={() => actions.open(row.id)}
      className={cn(
        columns,
        height,
        "relative border-border border-b -outline-offset-2",
        isFocused &&
          "bg-signal-soft/55 before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-signal",
        isSelected && "bg-signal-soft",
      )}
    >
      <FlagCells row={row} isSelected={isSelected} actions={actions} />
    </div>
  );
});

/** A row that has just left the list: it is seen to go, and nothing can be done with it. */
export function LeavingRow({ row, actions }: { row: InboxRow; actions: RowActions }) {
  return (
    <div
      aria-hidden="true"
      inert
      className={cn(
        columns,
        height,
        "animate-leave overflow-hidden border-border border-b motion-reduce:hidden",
      )}
    >
      <FlagCells row={row} isSelected={false} actions={actions} />
    </div>
  );
}
