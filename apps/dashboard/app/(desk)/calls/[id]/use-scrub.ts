import { useCallback, useEffect, useRef } from "react";

/** Seeks to where the pointer is for as long as it is held, at most once a frame; `seconds` is the width of what it moves over. */
export function useScrub(seconds: number, onSeek: (seconds: number) => void) {
  const seek = useRef(onSeek);
  seek.current = onSeek;
  const wanted = useRef(0);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const aim = useCallback(
    (event: React.PointerEvent) => {
      const box = event.currentTarget.getBoundingClientRect();
      wanted.current = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * seconds;
      if (frame.current !== 0) return;
      frame.current = requestAnimationFrame(() => {
        frame.current = 0;
        seek.current(wanted.current);
      });
    },
    [seconds],
  );
  return {
    onPointerDown: (event: React.PointerEvent) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      aim(event);
    },
    onPointerMove: (event: React.PointerEvent) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) aim(event);
    },
  };
}
