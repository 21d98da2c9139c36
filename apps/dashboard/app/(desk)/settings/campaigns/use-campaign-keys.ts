"use client";

import { useEffect, useRef } from "react";
import { isTyping } from "../../../../lib/is-typing.ts";

export interface CampaignKeys {
  move: (by: number) => void;
  toggle: () => void;
  selectAll: () => void;
  chooseVertical: () => void;
  verify: () => void;
  undo: () => void;
  clear: () => void;
}

/** The keys of the table; off inside fields and in an open dialog. */
export function useCampaignKeys(keys: CampaignKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isOfTable =
        event.target instanceof HTMLElement && event.target.closest("[data-campaign]") !== null;
      if (isOfTable && (event.ctrlKey || event.metaKey) && event.key === "a" && !isInField(event.target)) {
        event.preventDefault();
        return current.current.selectAll();
      }
      if (event.defaultPrevented || isTyping(event)) return;
      const action = actionOf(event.key, current.current);
      if (action === null) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function isInField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === "number";
}

function actionOf(key: string, keys: CampaignKeys): (() => void) | null {
  switch (key) {
    case "j":
    case "ArrowDown":
      return () => keys.move(1);
    case "k":
    case "ArrowUp":
      return () => keys.move(-1);
    case "x":
      return keys.toggle;
    case "v":
      return keys.chooseVertical;
    case "c":
      return keys.verify;
    case "z":
      return keys.undo;
    case "Escape":
      return keys.clear;
    default:
      return null;
  }
}
