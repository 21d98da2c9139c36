"use client";

import type { VirtualItem } from "@tanstack/react-virtual";
import { Fragment, memo, useEffect } from "react";
import { SeverityBars } from "../../../components/severity.tsx";
import type { RowActions } from "./flag-cells.tsx";
import { FlagRow, LeavingRow } from "./flag-row.tsx";
import type { ListItem } from "./list-items.ts";
import { useLeavingRows } from "./use-leaving-rows.ts";
import { gapBefore, useWindowOfItems } from "./use-window-of-items.ts";
import { GroupFigures, type GroupsPromise } from "./view-figures.tsx";

export interface VirtualRowsProps {
  items: readonly ListItem[];
  focusedItem: number;
  /** Takes the browser's focus to the focused row each time this changes. */
  focusRequest: number;
  selected: ReadonlySet<string>;
  groups: GroupsPromise;
  isWhole: boolean;
  actions: RowActions;
  onNearEnd: () => void;
}

/** The next page is read when less than this share of the rows, or fewer than these, are left below those in sight. */
const nearEnd = { share: 0.3, rows: 30 };

/** The rows of the list: as many in the page as are in sight, each with its place in the whole. */
export function VirtualRows({
  items,
  focusedItem,
  focusRequest,
  selected,
  groups,
  isWhole,
  actions,
  onNearEnd,
}: VirtualRowsProps) {
  const { scroller, virtual, rowHeight, reveal } = useWindowOfItems(items, focusedItem);
  const found = virtual.getVirtualItems();
  const leaving = useLeavingRows(items);
  const leavingAbove = (key: VirtualItem["key"] | null) =>
    leaving
      .filter(({ above }) => above === key)
      .map(({ row }) => <LeavingRow key={row.id} row={row} actions={actions} />);
  const lastSeen = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    if (items.length - lastSeen <= Math.max(items.length * nearEnd.share, nearEnd.rows)) onNearEnd();
  }, [lastSeen, items.length, onNearEnd]);
  const isEmpty = items.length === 0;
  // Where all that was loaded has been decided on, a request waits for the rows that are being read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a request moves the focus, not each drawing.
  useEffect(() => {
    if (focusRequest === 0 || isEmpty) return;
    reveal(focusedItem);
    scroller.current?.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus({ preventScroll: true });
  }, [focusRequest, isEmpty]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where rows get another height, the focused one is kept in sight.
  useEffect(() => {
    if (focusRequest > 0) reveal(focusedItem);
  }, [rowHeight]);
  const below = virtual.getTotalSize() - (found.at(-1)?.end ?? 0);
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label="Flagged calls"
      aria-rowcount={isWhole ? items.length : -1}
      aria-multiselectable="true"
      className="min-h-0 flex-1 overflow-auto overscroll-contain [overflow-anchor:none]"
    >
      {found.map(({ index, key }, place) => {
        const item = items[index];
        const gap = gapBefore(found, place);
        if (item === undefined) return null;
        return (
          <Fragment key={key}>
            {gap > 0 ? <div aria-hidden="true" style={{ height: gap }} /> : null}
            {leavingAbove(key)}
            {item.kind === "head" ? (
              <SeverityHead item={item} index={index + 1} groups={groups} />
            ) : (
              <FlagRow
                row={item.row}
                index={index + 1}
                isFocused={index === focusedItem}
                isSelected={selected.has(item.row.id)}
                actions={actions}
              />
            )}
          </Fragment>
        );
      })}
      {leavingAbove(null)}
      <div aria-hidden="true" style={{ height: below }} />
      <div aria-hidden="true" className="flex h-20 justify-center pt-3 text-muted-foreground text-xs">
        {isWhole ? null : "Reading more"}
      </div>
    </div>
  );
}

const SeverityHead = memo(function SeverityHead({
  item,
  index,
  groups,
}: {
  item: Extract<ListItem, { kind: "head" }>;
  index: number;
  groups: GroupsPromise;
}) {
  return (
    <div
      role="row"
      aria-rowindex={index}
      className="sticky top-0 z-10 flex h-[30px] items-center border-border border-b bg-muted px-5 text-[12.5px]"
    >
      <span role="gridcell" aria-colspan={7} className="flex min-w-0 flex-1 items-center gap-2">
        <SeverityBars severity={item.severity} />
        <span className="font-medium" style={{ color: `var(--sev-${item.severity || 1}-ink)` }}>
          {item.word}
        </span>
        <GroupFigures groups={groups} severity={item.severity} />
      </span>
    </div>
  );
});
