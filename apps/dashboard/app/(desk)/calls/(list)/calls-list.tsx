"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { cn } from "../../../../lib/class-names.ts";
import type { MoreCalls } from "./actions.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { selectedWords } from "./bulk-words.ts";
import { CallRowView } from "./call-row-view.tsx";
import { EmptyCalls } from "./empty-calls.tsx";
import { ListFoot } from "./list-foot.tsx";
import { ListHead } from "./list-head.tsx";
import { NewCallsPill } from "./new-calls-pill.tsx";
import { Notice } from "./notice.tsx";
import { useCallKeys } from "./use-call-keys.ts";
import { useCallRows } from "./use-call-rows.ts";
import { useCallSelection } from "./use-call-selection.ts";
import { useRowSet } from "./use-row-set.ts";

const rowHeight = 36;
/** As many as a page of HTML holds; the browser takes over from there. */
const firstRows = 50;

export function CallsList({
  query,
  isFiltered,
  page,
  mayAct,
}: {
  query: string;
  isFiltered: boolean;
  page: MoreCalls;
  mayAct: boolean;
}) {
  const router = useRouter();
  const { rows, newCalls, showNew, readAnew, hasMore, searchedTo, isLoading, hasFailed, loadMore } =
    useCallRows(query, page);
  const [focused, setFocused] = useState<string | null>(null);
  const opened = useRowSet();
  const [notice, setNotice] = useState<{ text: string; isError: boolean } | null>(null);
  const [isVirtual, setVirtual] = useState(false);
  useEffect(() => setVirtual(true), []);
  const scroller = useRef<HTMLDivElement>(null);
  const focusedIndex = Math.max(
    0,
    rows.findIndex(({ id }) => id === focused),
  );
  const selection = useCallSelection(query, rows);
  const { chosen, whole, toggle } = selection;
  const isFound = new URLSearchParams(query).has("q");
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    scrollPaddingStart: 32,
    scrollPaddingEnd: 72,
    // The focused row is never taken out: its focus would be lost.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const range = Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => from + offset);
      if (focusedIndex >= count || (focusedIndex >= from && focusedIndex <= to)) return range;
      return [...range, focusedIndex].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const lastSeen = isVirtual ? (items.at(-1)?.index ?? 0) : 0;
  const isNearEnd = hasMore && !hasFailed && !isLoading && isVirtual && lastSeen >= rows.length * 0.7 - 1;
  useEffect(() => {
    if (isNearEnd) void loadMore();
  }, [isNearEnd, loadMore]);

  const goTo = (index: number) => {
    const at = Math.min(Math.max(index, 0), rows.length - 1);
    const row = rows[at];
    if (!row) return;
    setFocused(row.id);
    virtual.scrollToIndex(at);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${row.id}"]`)?.focus({ preventScroll: true }),
    );
  };
  const row = rows[focusedIndex];
  const openReason = opened.toggle;
  useCallKeys({
    move: (by) => goTo(focused === null ? 0 : focusedIndex + by),
    first: () => goTo(0),
    last: () => goTo(rows.length - 1),
    toggle: () => row && mayAct && toggle(row.id, false),
    extend: (by) => {
      const next = rows[Math.min(Math.max(focusedIndex + by, 0), rows.length - 1)];
      if (!mayAct || !row || !next) return;
      if (!selection.has(row.id)) toggle(row.id, false);
      toggle(next.id, true);
      goTo(focusedIndex + by);
    },
    selectLoaded: () => mayAct && selection.selectLoaded(),
    open: () => row && router.push(row.href),
    showReason: (isOpen) => row?.why && opened.has(row.id) !== isOpen && openReason(row.id),
    showNew: () => newCalls > 0 && showNew(),
    clear: selection.clear,
  });
  const focus = useCallback((id: string) => setFocused(id), []);
  const say = (text: string, isError = false) => setNotice({ text, isError });
  const dismiss = useCallback(() => setNotice(null), []);

  const rowAt = (index: number) => {
    const one = rows[index];
    return one ? (
      <CallRowView
        row={one}
        index={index}
        isFocused={index === focusedIndex}
        isSelected={selection.has(one.id)}
        isOpen={opened.has(one.id)}
        maySelect={mayAct}
        onFocus={focus}
        onToggle={toggle}
        onOpen={openReason}
      />
    ) : null;
  };

  return (
    <main className="relative flex min-h-0 flex-1 flex-col bg-card">
      <NewCallsPill calls={newCalls} show={showNew} />
      {rows.length === 0 && !hasMore ? (
        <EmptyCalls isFiltered={isFiltered} />
      ) : (
        <div ref={scroller} className={cn("min-h-0 flex-1 overflow-auto", chosen.length > 0 && "pb-20")}>
          <div
            role="grid"
            aria-label="Calls"
            aria-rowcount={hasMore ? -1 : rows.length + 1}
            aria-multiselectable={mayAct}
            className="min-[720px]:min-w-[1060px]"
          >
            <ListHead
              maySelect={mayAct}
              isAll={rows.length > 0 && chosen.length === rows.length}
              onAll={(isAll) => (isAll ? selection.selectLoaded() : selection.clear())}
            />
            {isVirtual ? (
              <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
                {items.map(({ key, index, start }) => (
                  <div
                    key={key}
                    role="presentation"
                    ref={virtual.measureElement}
                    data-index={index}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    {rowAt(index)}
                  </div>
                ))}
              </div>
            ) : (
              <div role="rowgroup">
                {rows.slice(0, firstRows).map(({ id }, index) => (
                  <div key={id} role="presentation">
                    {rowAt(index)}
                  </div>
                ))}
              </div>
            )}
          </div>
          <ListFoot
            hasMore={hasMore}
            hasFailed={hasFailed}
            searchedTo={searchedTo}
            loadMore={() => void loadMore()}
          />
        </div>
      )}
      {chosen.length > 0 ? (
        <BulkBar
          ids={whole?.ids ?? chosen.map(({ id }) => id)}
          words={selectedWords(whole?.ids.length ?? chosen.length, whole?.isMore ?? false)}
          mayPutBack={whole !== null || chosen.some(({ why }) => why !== null)}
          selectAll={
            whole === null && hasMore && !isFound && chosen.length === rows.length
              ? selection.selectWhole
              : null
          }
          say={say}
          clear={selection.clear}
          done={() => {
            selection.clear();
            readAnew();
          }}
        />
      ) : null}
      <Notice notice={notice} dismiss={dismiss} />
    </main>
  );
}
