"use client";

import { useEffect, useRef } from "react";
import { isTyping } from "../../../../lib/is-typing.ts";

export interface CallKeys {
  move: (by: number) => void;
  first: () => void;
  last: () => void;
  toggle: () => void;
  extend: (by: number) => void;
  selectLoaded: () => void;
  open: () => void;
  showReason: (isOpen: boolean) => void;
  showNew: () => void;
  clear: () => void;
}

/** The keys of the list. A control that has the focus keeps Enter. */
export function useCallKeys(keys: CallKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const isOfList = target instanceof HTMLElement && target.closest("[data-row]") !== null;
      if (isOfList && (event.ctrlKey || event.metaKey) && event.key === "a") {
        event.preventDefault();
        return current.current.selectLoaded();
      }
      if (isTyping(event) || (target instanceof HTMLElement && target.closest("[role=menu]"))) return;
      if (event.key === "Enter" && target instanceof HTMLElement && /^(BUTTON|A)$/.test(target.tagName))
        return;
      const action = actionOf(event.key, event.shiftKey, current.current);
      if (action === null) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function actionOf(key: string, isShifted: boolean, keys: CallKeys): (() => void) | null {
  const step = isShifted ? keys.extend : keys.move;
  switch (key) {
    case "j":
    case "J":
    case "ArrowDown":
      return () => step(1);
    case "k":
    case "K":
    case "ArrowUp":
      return () => step(-1);
    case "ArrowRight":
      return () => keys.showReason(true);
    case "ArrowLeft":
      return () => keys.showReason(false);
    case "Home":
      return keys.first;
    case "End":
      return keys.last;
    case "x":
      return keys.toggle;
    case "Enter":
      return keys.open;
    case ".":
      return keys.showNew;
    case "Escape":
      return keys.clear;
    default:
      return null;
  }
}
