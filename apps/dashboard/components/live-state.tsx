"use client";

import { cn } from "../lib/class-names.ts";
import { useFreshness } from "./live-updates.tsx";
import { liveWords } from "./live-words.ts";

/** Says truthfully how old the page is. */
export function LiveState() {
  const freshness = useFreshness();
  const { isLive, words } = freshness === null ? { isLive: true, words: "Live" } : liveWords(freshness);
  return (
    <span className="ml-auto inline-flex items-center gap-[7px] whitespace-nowrap text-[12.5px] text-muted-foreground">
      <span
        aria-hidden="true"
        className={cn("size-2 rounded-full", isLive ? "bg-safe" : "border-[1.5px] border-muted-foreground")}
      />
      {words}
    </span>
  );
}
