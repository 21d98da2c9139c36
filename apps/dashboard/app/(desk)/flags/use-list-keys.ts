"use client";

import type { InboxTab } from "@callscript/core/desk/inbox.sql.ts";
import { useEffect, useRef } from "react";
import { isTyping } from "../../../lib/is-typing.ts";

export interface ListKeys {
  tab: InboxTab;
  focusedIndex: number;
  count: number;
  move: (index: number) => void;
  toggleFocused: () => void;
  act: (choice: "confirmed_bad" | "marked_safe" | "reopened") => void;
  open: () => void;
  undo: () => void;
  clear: () => void;
}

/** The keys of a list; off inside fields and with a modifier held. */
export function useListKeys(keys: ListKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event)) return;
      const { target } = event;
      const onControl = target instanceof HTMLElement && /^(BUTTON|A)$/.test(target.tagName);
      const action = actionOf(event.key, current.current);
      if (action === null || (onControl && event.key === "Enter")) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function actionOf(key: string, keys: ListKeys): (() => void) | null {
  const decided = keys.tab === "confirmed" || keys.tab === "safe";
  switch (key) {
    case "j":
    case "ArrowDown":
      return () => keys.move(keys.focusedIndex + 1);
    case "k":
    case "ArrowUp":
      return () => keys.move(keys.focusedIndex - 1);
    case "Home":
      return () => keys.move(0);
    case "End":
      return () => keys.move(keys.count - 1);
    case "x":
      return keys.toggleFocused;
    case "e":
    case "b":
      return decided ? null : () => keys.act("confirmed_bad");
    case "s":
      return decided ? null : () => keys.act("marked_safe");
    case "u":
      return decided ? () => keys.act("reopened") : null;
    case "z":
      return keys.undo;
    case "Enter":
      return keys.open;
    case "Escape":
      return keys.clear;
    default:
      return null;
  }
}
