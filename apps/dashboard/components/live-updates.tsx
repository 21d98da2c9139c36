"use client";

import { useRouter } from "next/navigation";
import { createContext, useContext, useEffect, useState } from "react";
import { atMostEvery } from "../lib/at-most-every.ts";
import { useKeptDecisions } from "../lib/kept-decisions.ts";
import { type Freshness, silenceMs } from "./live-words.ts";
import { OfflineStrip } from "./strips.tsx";

const refreshMs = 2_000;
/** Ages are shown on pages: they are read again though nothing moved. */
const longestMs = 30_000;
const pollMs = 15_000;
const reopenMs = 5_000;

const LiveContext = createContext<Freshness | null>(null);

/** How fresh the page is; null before it is known. */
export const useFreshness = () => useContext(LiveContext);

/**
 * Reads the page again when the server says that calls moved, and by polling while it says nothing. A page that nobody looks
 * at holds no connection: a browser has few of them for all its tabs.
 */
export function LiveUpdates({ children }: { children: React.ReactNode }) {
  const router = useRouter();
  const [freshness, setFreshness] = useState<Freshness | null>(null);
  const [isOffline, setOffline] = useState(false);
  const kept = useKeptDecisions();

  useEffect(() => {
    const began = Date.now();
    let [heardMs, updatedMs, polledMs] = [began, began, began];
    let source: EventSource | null = null;
    let closedMs = 0;
    // A page that is asked for in vain is given up by the router for the browser's own page of errors.
    const refresh = atMostEvery(refreshMs, async () => {
      if (document.visibilityState !== "visible" || !(await answers())) return;
      updatedMs = Date.now();
      router.refresh();
    });
    const open = () => {
      source?.close();
      source = new EventSource("/api/live");
      source.addEventListener("beat", () => {
        heardMs = Date.now();
      });
      source.addEventListener("changed", () => {
        heardMs = Date.now();
        refresh();
      });
      closedMs = 0;
    };
    const look = () => {
      if (document.visibilityState === "visible") {
        open();
        if (Date.now() - updatedMs > refreshMs) refresh();
      } else {
        source?.close();
        source = null;
      }
    };
    const tick = setInterval(() => {
      const nowMs = Date.now();
      // A stream may seem to stand for a while after the line is gone.
      if (!navigator.onLine) heardMs = 0;
      setFreshness({ nowMs, heardMs, updatedMs });
      if (document.visibilityState !== "visible") return;
      // The browser tries again by itself unless it was refused.
      if (source?.readyState === EventSource.CLOSED) closedMs ||= nowMs;
      if (closedMs > 0 && nowMs - closedMs > reopenMs) {
        // Whoever is no longer signed in is sent to the sign-in page.
        refresh();
        open();
      }
      const isSilent = nowMs - heardMs > silenceMs;
      if (isSilent && nowMs - polledMs > pollMs) {
        polledMs = nowMs;
        refresh();
      }
      if (!isSilent && nowMs - updatedMs > longestMs) refresh();
    }, 1_000);
    const online = () => setOffline(!navigator.onLine);
    look();
    online();
    document.addEventListener("visibilitychange", look);
    window.addEventListener("online", online);
    window.addEventListener("offline", online);
    return () => {
      clearInterval(tick);
      source?.close();
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("online", online);
      window.removeEventListener("offline", online);
    };
  }, [router]);

  return (
    <LiveContext value={freshness}>
      {isOffline ? <OfflineStrip kept={kept} /> : null}
      {children}
    </LiveContext>
  );
}

function answers(): Promise<boolean> {
  return fetch("/api/health", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
}
