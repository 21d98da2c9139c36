"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { cn } from "../lib/class-names.ts";

const refreshMs = 15_000;
const staleMs = 30_000;

/** Reads the page again every 15 s while it is seen, and says truthfully how old it is. */
export function LiveState() {
  const router = useRouter();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    let updatedMs = Date.now();
    const refresh = async () => {
      if (document.visibilityState !== "visible") return;
      const alive = await fetch("/api/health", { cache: "no-store" }).then(
        (answer) => answer.ok,
        () => false,
      );
      if (!alive) return;
      updatedMs = Date.now();
      router.refresh();
    };
    const beat = setInterval(() => void refresh(), refreshMs);
    const tick = setInterval(() => setSeconds(Math.round((Date.now() - updatedMs) / 1000)), 1_000);
    return () => {
      clearInterval(beat);
      clearInterval(tick);
    };
  }, [router]);
  const stale = seconds * 1000 > staleMs;
  return (
    <span className="ml-auto inline-flex items-center gap-[7px] whitespace-nowrap text-[12.5px] text-muted-foreground">
      <span
        aria-hidden="true"
        className={cn("size-2 rounded-full", stale ? "border-[1.5px] border-muted-foreground" : "bg-safe")}
      />
      {stale ? `Not live, last update ${seconds} s ago` : seconds < 5 ? "Live" : `Live, ${seconds} s ago`}
    </span>
  );
}
