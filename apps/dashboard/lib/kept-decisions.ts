"use client";

import { useSyncExternalStore } from "react";

/** Decisions of this tab that wait for the line to come back. */
let kept = 0;
const listeners = new Set<() => void>();

function keep(change: number): void {
  kept += change;
  if (kept > 0) window.addEventListener("beforeunload", warn);
  else window.removeEventListener("beforeunload", warn);
  for (const tell of listeners) tell();
}

/** The browser asks whether the tab shall be closed: what is kept would be lost. */
function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Keeps so many decisions until the browser says that it is back. */
export async function keepUntilOnline(decisions: number): Promise<void> {
  keep(decisions);
  try {
    await new Promise<void>((resolve) => {
      if (navigator.onLine) return resolve();
      window.addEventListener("online", () => resolve(), { once: true });
    });
  } finally {
    keep(-decisions);
  }
}

/** How many decisions are kept in this tab. */
export function useKeptDecisions(): number {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => kept,
    () => 0,
  );
}
