"use client";

import { useSyncExternalStore } from "react";
import type { Look } from "./switch-look.ts";

/** Whether the page has a look; on the server, and until the page is taken over, it has none. */
export function useLook(look: Look): boolean {
  return useSyncExternalStore(
    listen,
    () => document.documentElement.classList.contains(look),
    () => false,
  );
}

function listen(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ["class"] });
  return () => observer.disconnect();
}
