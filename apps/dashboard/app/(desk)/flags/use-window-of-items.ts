"use client";

import { defaultRangeExtractor, useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef } from "react";
import { useLook } from "../../../lib/use-look.ts";
import { useMedia } from "../../../lib/use-media.ts";
import { headAbove, keyOfItem, type ListItem } from "./list-items.ts";

const headHeight = 30;
const twoLines = 52;
const oneLine = 36;
/** On a narrow screen. */
const threeLines = 79;
/** As many rows as are in the page that the server sends. */
const firstHeight = 50 * twoLines;

/** The items that are in the page: those in sight and some beyond, the focused one, and the head of what is in sight. */
export function useWindowOfItems(items: readonly ListItem[], focusedItem: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const isNarrow = useMedia("(max-width: 719px)");
  const isCompact = useLook("compact");
  const rowHeight = isNarrow ? threeLines : isCompact ? oneLine : twoLines;
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === "head" ? headHeight : rowHeight),
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? "" : keyOfItem(item);
    },
    initialRect: { width: 900, height: firstHeight },
    overscan: 8,
    scrollPaddingStart: items[0]?.kind === "head" ? headHeight : 0,
    scrollPaddingEnd: 8,
    rangeExtractor: (range) => {
      const head = headAbove(items, range.startIndex);
      const kept = [head, focusedItem].filter((one) => one !== null && one >= 0 && one < items.length);
      return [...new Set([...kept.filter((one) => one !== null), ...defaultRangeExtractor(range)])].sort(
        (a, b) => a - b,
      );
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights change with the screen and the density, and are then estimated anew.
  useEffect(() => virtual.measure(), [rowHeight, virtual]);
  const reveal = useCallback((index: number) => virtual.scrollToIndex(index, { align: "auto" }), [virtual]);
  return { scroller, virtual, rowHeight, reveal };
}

/** The room above an item that nothing is drawn in. */
export function gapBefore(found: readonly VirtualItem[], index: number): number {
  const item = found[index];
  return (item?.start ?? 0) - (found[index - 1]?.end ?? 0);
}
