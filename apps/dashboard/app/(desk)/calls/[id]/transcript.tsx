"use client";

import type { Flag } from "@callscript/core/flag.ts";
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { Card, CardTitle } from "../../../../components/ui/card.tsx";
import { clock } from "../../../../lib/format.ts";
import type { Line } from "./call-view.ts";
import { type Playhead, usePlayhead } from "./playhead.ts";
import { SearchField } from "./search-field.tsx";
import { lineAt, wordAt } from "./speaker-at.ts";
import { TranscriptLine } from "./transcript-line.tsx";
import { useFollow } from "./use-follow.ts";
import type { CallSearch } from "./use-search.ts";

export interface TranscriptProps {
  lines: readonly Line[];
  flags: readonly Flag[];
  search: CallSearch;
  playhead: Playhead;
  isFollowing: boolean;
  setFollowing: (isFollowing: boolean) => void;
  /** null where there is nothing to play. */
  playFrom: ((seconds: number) => void) | null;
}

const noMarks: never[] = [];
/** A call of an hour has ten times as many: the page comes with those that are seen first, the others follow at once. */
const firstLines = 60;
/** Of them so many lie above the one that is opened at, so that it is in sight before any script has come. */
const linesAbove = 4;

/** Who said what when. It follows what is played until somebody scrolls, and goes back when asked. */
export function Transcript({
  lines,
  flags,
  search,
  playhead,
  isFollowing,
  setFollowing,
  playFrom,
}: TranscriptProps) {
  const list = useRef<HTMLOListElement>(null);
  const [isWhole, setWhole] = useState(lines.length <= firstLines * 2);
  useEffect(() => startTransition(() => setWhole(true)), []);
  const line = usePlayhead(
    playhead,
    useCallback((at: number) => (playFrom === null ? -1 : lineAt(lines, at)), [lines, playFrom]),
  );
  const spoken = usePlayhead(
    playhead,
    useCallback((at: number) => wordAt(lines[lineAt(lines, at)]?.starts ?? null, at), [lines]),
  );
  const from = isWhole ? 0 : Math.max(0, line - linesAbove);
  const shownLines = isWhole ? lines : lines.slice(from, from + firstLines);
  const show = useFollow(list, line, isFollowing && isWhole, () => setFollowing(false));
  const flagged = useMemo(() => marksOf(flags), [flags]);
  const found = useMemo(() => foundOf(search.matches, search.at), [search.matches, search.at]);
  const current = search.matches[search.at]?.line ?? null;
  const shown = useRef(show);
  shown.current = show;
  useEffect(() => {
    if (current === null || !isWhole) return;
    setFollowing(false);
    shown.current(current);
  }, [current, isWhole, setFollowing]);
  return (
    <Card className="relative flex min-h-0 flex-col overflow-hidden max-[1099px]:h-[70vh]">
      <div className="flex min-h-10 flex-none flex-wrap items-center gap-3 border-border border-b px-4 py-1.5">
        <CardTitle>Transcript</CardTitle>
        <SearchField search={search} />
        {playFrom === null ? null : (
          <label className="inline-flex items-center gap-1.5 text-[12.5px]" title="Follow what is played (t)">
            <input
              type="checkbox"
              checked={isFollowing}
              onChange={(event) => setFollowing(event.target.checked)}
            />
            Follow
          </label>
        )}
      </div>
      {lines.length === 0 ? (
        <p className="px-4 py-3 text-muted-foreground">No speech was heard on this recording.</p>
      ) : null}
      <ol
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys
        tabIndex={0}
        aria-label="What was said"
        className="relative min-h-0 flex-1 overflow-auto py-1.5"
      >
        {shownLines.map((one, at) => {
          const index = from + at;
          return (
            <TranscriptLine
              key={index}
              line={one}
              index={index}
              quotes={flagged.get(index)?.quotes ?? noMarks}
              severity={flagged.get(index)?.severity ?? 0}
              found={found.get(index) ?? noMarks}
              isCurrent={index === line}
              spoken={index === line ? spoken : null}
              playFrom={playFrom}
            />
          );
        })}
      </ol>
      {!isFollowing && playFrom !== null && line >= 0 ? (
        <Button
          size="small"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-md"
          onClick={() => setFollowing(true)}
        >
          Back to <BackTo playhead={playhead} />
        </Button>
      ) : null}
    </Card>
  );
}

function BackTo({ playhead }: { playhead: Playhead }) {
  return clock(usePlayhead(playhead, Math.floor));
}

function marksOf(flags: readonly Flag[]): Map<number, { quotes: string[]; severity: number }> {
  const marks = new Map<number, { quotes: string[]; severity: number }>();
  for (const { turn, quote, severity } of flags) {
    if (turn === null || quote === null) continue;
    const known = marks.get(turn) ?? { quotes: [], severity: 0 };
    marks.set(turn, { quotes: [...known.quotes, quote], severity: Math.max(known.severity, severity) });
  }
  return marks;
}

function foundOf(matches: CallSearch["matches"], at: number) {
  const found = new Map<number, { start: number; end: number; isCurrent: boolean }[]>();
  for (const [index, { line, start, end }] of matches.entries())
    found.set(line, [...(found.get(line) ?? []), { start, end, isCurrent: index === at }]);
  return found;
}
