"use client";

import { useEffect, useRef } from "react";
import { isTyping } from "../../../../lib/is-typing.ts";

/** The keys of the bench's rows; Enter is the focused row's own. */
export function useBenchKeys(keys: { move: (by: number) => void; play: () => void }): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      if (event.key === "j") current.current.move(1);
      else if (event.key === "k") current.current.move(-1);
      else if (event.key === " " && event.target instanceof HTMLAnchorElement) {
        event.preventDefault();
        current.current.play();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
