"use client";

import { type RefObject, useCallback, useEffect, useRef } from "react";

const scrollPx = (list: HTMLElement, line: HTMLElement) => line.offsetTop - list.clientHeight / 3;

/**
 * Keeps the spoken line a third down its list, until somebody scrolls by wheel, touch or key: then `onLeave` is told. `show`
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
  const show = useCallback(
    (index: number) => {
      const shown = list.current?.querySelector(`[data-line="${index}"]`);
      if (!(shown instanceof HTMLElement) || !list.current) return;
      list.current.scrollTo({
        top: scrollPx(list.current, shown),
        behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
      });
    },
    [list],
  );
  useEffect(() => {
    if (isFollowing && line >= 0) show(line);
  }, [isFollowing, line, show]);
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const onKey = (event: KeyboardEvent) => {
      if (/^(Page(Up|Down)|Home|End|Arrow(Up|Down))$/.test(event.key)) leave.current();
    };
    const away = () => leave.current();
    element.addEventListener("wheel", away, { passive: true });
    element.addEventListener("touchmove", away, { passive: true });
    element.addEventListener("keydown", onKey);
    return () => {
      element.removeEventListener("wheel", away);
      element.removeEventListener("touchmove", away);
      element.removeEventListener("keydown", onKey);
    };
  }, [list]);
  return show;
}
