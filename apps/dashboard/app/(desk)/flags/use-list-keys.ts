"use client";

import type { InboxTab } from "@callscript/core/desk/inbox-filter.ts";
import { useEffect, useRef } from "react";
import { isTyping } from "../../../lib/is-typing.ts";

export interface ListKeys {
  tab: InboxTab;
  focusedIndex: number;
  count: number;
  move: (index: number) => void;
  extend: (index: number) => void;
  toggleFocused: () => void;
  selectLoaded: () => void;
  act: (choice: "confirmed_bad" | "marked_safe" | "reopened") => void;
  note: () => void;
  open: () => void;
  undo: () => void;
  clear: () => void;
  togglePreview: () => void;
  playClip: () => void;
  loadArrived: () => void;
  openFilters: () => void;
  toggleSeverity: (level: number) => void;
}

/** The keys of a list; off inside fields, in an open dialog or menu, and with a modifier held. */
export function useListKeys(keys: ListKeys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const isOfList = event.target instanceof HTMLElement && event.target.closest("[data-row]") !== null;
      if (isOfList && (event.ctrlKey || event.metaKey) && event.key === "a") {
        event.preventDefault();
        return current.current.selectLoaded();
      }
      const isInMenu = event.target instanceof HTMLElement && event.target.closest("[role=menu]") !== null;
      if (isTyping(event) || isInMenu) return;
      const onControl =
        event.target instanceof HTMLElement && /^(BUTTON|A|INPUT)$/.test(event.target.tagName);
      const action = actionOf(event.key, event.shiftKey, current.current);
      if (action === null || (onControl && (event.key === "Enter" || event.key === " "))) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function actionOf(key: string, isShifted: boolean, keys: ListKeys): (() => void) | null {
  const isDecided = keys.tab === "confirmed" || keys.tab === "safe";
  const step = isShifted ? keys.extend : keys.move;
  switch (key) {
    case "j":
    case "J":
    case "ArrowDown":
      return () => step(keys.focusedIndex + 1);
    case "k":
    case "K":
    case "ArrowUp":
      return () => step(keys.focusedIndex - 1);
    case "Home":
      return () => step(0);
    case "End":
      return () => step(keys.count - 1);
    case "x":
      return keys.toggleFocused;
    case "e":
    case "b":
      return isDecided ? null : () => keys.act("confirmed_bad");
    case "s":
      return isDecided ? null : () => keys.act("marked_safe");
    case "u":
      return isDecided ? () => keys.act("reopened") : null;
    case "n":
      return isDecided ? null : keys.note;
    case "z":
      return keys.undo;
    case "p":
      return keys.togglePreview;
    case ".":
      return keys.loadArrived;
    case "f":
      return keys.openFilters;
    case " ":
      return keys.playClip;
    case "1":
    case "2":
    case "3":
    case "4":
      return () => keys.toggleSeverity(Number(key));
    case "Enter":
      return keys.open;
    case "Escape":
      return keys.clear;
    default:
      return null;
  }
}
