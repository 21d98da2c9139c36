"use client";

import type { Flag } from "@callscript/core/flag.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import { useEffect, useMemo, useRef, useState } from "react";
import { Card, CardTitle } from "../../../../components/ui/card.tsx";
import { cn } from "../../../../lib/class-names.ts";
import { clock, speakerWord } from "../../../../lib/format.ts";
import { markedText } from "./marked-text.tsx";

const speakerInk: Record<string, string> = { agent: "text-agent-ink", caller: "text-caller-ink" };

export interface TranscriptProps {
  segments: readonly Segment[];
  flags: readonly Flag[];
  /** Where the player is, in seconds; null where there is nothing to play. */
  time: number | null;
  seek: ((seconds: number) => void) | null;
}

/** Who said what when; quotes are marked, the spoken line is lit, a click plays from there. */
export function Transcript({ segments, flags, time, seek }: TranscriptProps) {
  const [search, setSearch] = useState("");
  const [follow, setFollow] = useState(true);
  const list = useRef<HTMLOListElement>(null);
  const current = useMemo(
    () =>
      time === null
        ? -1
        : segments.findLastIndex((segment) => segment.start !== null && segment.start <= time + 0.05),
    [segments, time],
  );
  const wanted = search.trim().toLowerCase();
  const matches = useMemo(
    () => (wanted === "" ? 0 : segments.filter(({ text }) => text.toLowerCase().includes(wanted)).length),
    [segments, wanted],
  );

  useEffect(() => {
    if (!follow || current < 0) return;
    const line = list.current?.children[current];
    if (line instanceof HTMLElement && list.current)
      list.current.scrollTo({
        top: line.offsetTop - list.current.clientHeight / 3,
        behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
      });
  }, [current, follow]);

  return (
    <Card className="overflow-hidden">
      <div className="flex min-h-10 flex-wrap items-center gap-3 border-border border-b px-4 py-1.5">
        <CardTitle>Transcript</CardTitle>
        <input
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder="Search this call"
          aria-label="Search this call"
          className="ml-auto h-7 w-44 rounded-md border border-input bg-card px-2 text-[12.5px]"
        />
        <span className="text-muted-foreground text-xs" aria-live="polite">
          {wanted === "" ? "" : `${matches} found`}
        </span>
        <label className="inline-flex items-center gap-1.5 text-[12.5px]">
          <input type="checkbox" checked={follow} onChange={(event) => setFollow(event.target.checked)} />{" "}
          Follow
        </label>
      </div>
      {segments.length === 0 ? (
        <p className="px-4 py-3 text-muted-foreground">No speech was heard on this recording.</p>
      ) : null}
      <ol ref={list} className="relative max-h-[60vh] overflow-auto py-1.5">
        {segments.map((segment, index) => {
          const marks = flags
            .filter((flag) => flag.turn === index && flag.quote !== null)
            .map((flag) => flag.quote ?? "");
          return (
            <li
              key={index}
              className={cn(
                "grid grid-cols-[44px_56px_minmax(0,1fr)] gap-x-2 px-4 py-1.5 text-[14px] leading-[22px]",
                marks.length > 0 && "border-sev-4 border-l-[3px] pl-[13px]",
                index === current && "bg-muted",
              )}
            >
              {segment.start === null || seek === null ? (
                <span className="text-[12.5px] text-muted-foreground">{clock(segment.start)}</span>
              ) : (
                <button
                  type="button"
                  className="text-left text-[12.5px] text-muted-foreground hover:text-foreground"
                  aria-label={`Play from ${clock(segment.start)}`}
                  onClick={() => seek(segment.start ?? 0)}
                >
                  {clock(segment.start)}
                </button>
              )}
              <span className={cn("font-medium text-[12.5px] text-sub", speakerInk[segment.speaker])}>
                {speakerWord(segment.speaker)}
              </span>
              <p className="max-w-[72ch]">{markedText(segment.text, marks, wanted)}</p>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
