"use client";

import { useLayoutEffect, useRef } from "react";
import { isTyping } from "../../../../lib/is-typing.ts";

/** What each key of the page does; a key without anything to do is left alone. */
export type WorkspaceKeys = Readonly<Record<string, (() => void) | null>>;

/** The keys of a call. A control that has the focus keeps Space and Enter; an open menu keeps all. */
export function useWorkspaceKeys(keys: WorkspaceKeys): void {
  const current = useRef(keys);
  current.current = keys;
  // At once with the page: a key is heard by the call that is seen.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event)) return;
      const { target } = event;
      if (target instanceof HTMLElement) {
        if (target.closest("[role=menu]")) return;
        if (event.key === " " && /^(BUTTON|A|INPUT|SUMMARY)$/.test(target.tagName)) return;
      }
      const name = event.shiftKey && event.key.startsWith("Arrow") ? `Shift+${event.key}` : event.key;
      const act = current.current[name];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
