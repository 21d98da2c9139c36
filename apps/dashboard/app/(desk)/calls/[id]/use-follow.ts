"use client";

import { type RefObject, useCallback, useLayoutEffect, useRef } from "react";
import { createOwnScroll } from "./own-scroll.ts";

const scrollPx = (list: HTMLElement, line: HTMLElement) => line.offsetTop - list.clientHeight / 3;

/**
 * Keeps the spoken line a third down its list, until somebody scrolls it by whatever means: then `onLeave` is told. `show`
 * brings another line there.
 */
export function useFollow(
  list: RefObject<HTMLOListElement | null>,
  line: number,
  isFollowing: boolean,
  onLeave: () => void,
): (line: number) => void {
  const leave = useRef(onLeave);
  leave.current = onLeave;
  const own = useRef<ReturnType<typeof createOwnScroll>>(undefined);
  const show = useCallback(
    (index: number) => {
      const shown = list.current?.querySelector(`[data-line="${index}"]`);
      if (!(shown instanceof HTMLElement) || !list.current) return;
      const top = scrollPx(list.current, shown);
      own.current?.begins(top);
      // Through a call of an hour it would run for seconds.
      const isFar = Math.abs(list.current.scrollTop - top) > list.current.clientHeight;
      const isCalm = isFar || matchMedia("(prefers-reduced-motion: reduce)").matches;
      list.current.scrollTo({ top, behavior: isCalm ? "auto" : "smooth" });
    },
    [list],
  );
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const ownScroll = createOwnScroll(element);
    own.current = ownScroll;
    const away = () => leave.current();
    const onKey = (event: KeyboardEvent) => {
      if (/^(Page(Up|Down)|Home|End|Arrow(Up|Down))$/.test(event.key)) away();
    };
    // A scrollbar: nothing of the list lies under it.
    const onPress = (event: PointerEvent) => {
      if (event.target === element && event.offsetX >= element.clientWidth) away();
    };
    const onScroll = () => {
      if (!ownScroll.isOwn()) away();
    };
    element.addEventListener("wheel", away, { passive: true });
    element.addEventListener("touchmove", away, { passive: true });
    element.addEventListener("keydown", onKey);
    element.addEventListener("pointerdown", onPress);
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      ownScroll.ends();
      element.removeEventListener("wheel", away);
      element.removeEventListener("touchmove", away);
      element.removeEventListener("keydown", onKey);
      element.removeEventListener("pointerdown", onPress);
      element.removeEventListener("scroll", onScroll);
    };
  }, [list]);
  useLayoutEffect(() => {
    if (isFollowing && line >= 0) show(line);
  }, [isFollowing, line, show]);
  return show;
}
