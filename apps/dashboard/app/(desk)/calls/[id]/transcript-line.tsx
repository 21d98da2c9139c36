"use client";

import { memo, useMemo } from "react";
import { cn } from "../../../../lib/class-names.ts";
import { clock, speakerWord } from "../../../../lib/format.ts";
import type { Line } from "./call-view.ts";
import { type LineMarks, linePieces, ownOffset, type Piece } from "./line-pieces.ts";
import { wordsOf } from "./words-of.ts";

const speakerInk: Record<string, string> = { agent: "text-agent-ink", caller: "text-caller-ink" };

export interface TranscriptLineProps {
  line: Line;
  index: number;
  quotes: LineMarks["quotes"];
  found: LineMarks["found"];
  /** Of the flags on this line the worst; 0: none. */
  severity: number;
  isCurrent: boolean;
  spoken: number | null;
  playFrom: ((seconds: number) => void) | null;
}

/** One turn: a click on a word plays from it, or from the line's start where nobody knows when it was said. */
export const TranscriptLine = memo(function TranscriptLine({
  line,
  index,
  quotes,
  found,
  severity,
  isCurrent,
  spoken,
  playFrom,
}: TranscriptLineProps) {
  const { text, speaker, start, starts, unsure } = line;
  const pieces = useMemo(
    () => linePieces(text, { quotes, found, spoken, unsure }),
    [text, quotes, found, spoken, unsure],
  );
  const play = (event: React.MouseEvent<HTMLElement>) => {
    // Who marks words to copy them does not ask for a sound.
    if (playFrom === null || start === null || getSelection()?.isCollapsed === false) return;
    const place = starts === null ? null : wordUnder(event, text, pieces);
    const at = place === null ? undefined : starts?.slice(0, place + 1).findLast((one) => one >= 0);
    playFrom(at === undefined ? start : at / 100);
  };
  return (
    <li
      data-line={index}
      aria-current={isCurrent ? "true" : undefined}
      className={cn(
        "grid grid-cols-[44px_56px_minmax(0,1fr)] gap-x-2 border-l-[3px] border-l-transparent py-1.5 pr-4 pl-[13px] text-[14px] leading-[22px] max-[719px]:grid-cols-[40px_minmax(0,1fr)]",
        isCurrent && "bg-muted",
      )}
      style={severity > 0 ? { borderLeftColor: `var(--sev-${severity})` } : undefined}
    >
      {start === null || playFrom === null ? (
        <span className="text-right text-[12.5px] text-muted-foreground">{clock(start)}</span>
      ) : (
        <button
          type="button"
          className="h-6 text-right text-[12.5px] text-muted-foreground hover:text-foreground"
          aria-label={`Play from ${clock(start)}`}
          onClick={() => playFrom(start)}
        >
          {clock(start)}
        </button>
      )}
      <span className={cn("font-medium text-[12.5px] text-sub", speakerInk[speaker])}>
        {speakerWord(speaker)}
      </span>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the line's own button plays it from the keyboard */}
      <p
        className={cn(
          "max-w-[72ch] max-[719px]:col-start-2",
          playFrom !== null && start !== null && "cursor-pointer",
        )}
        onClick={play}
      >
        {pieces.map((piece, at) => (
          <PieceText key={at} piece={piece} severity={severity} />
        ))}
      </p>
    </li>
  );
});

function PieceText({ piece, severity }: { piece: Piece; severity: number }) {
  const { text, isQuoted, found, isSpoken, isUnsure, redacted } = piece;
  if (redacted !== null)
    return (
      <span
        className="rounded bg-accent px-1 text-[12.5px] text-sub"
        title={`A ${redacted} was said here and is kept nowhere`}
      >
        {redacted}
      </span>
    );
  const look = cn(
    isUnsure && "underline decoration-dotted underline-offset-4",
    found === "found" && "outline-1 outline-signal",
    found === "current" && "bg-signal-soft outline-2 outline-signal",
    isSpoken && "rounded-[3px] bg-foreground text-background",
  );
  if (isQuoted)
    return (
      <mark
        className={cn("py-px text-inherit", look)}
        style={
          isSpoken
            ? undefined
            : {
                background: `var(--sev-${severity}-soft)`,
                boxShadow: `inset 0 -2px 0 var(--sev-${severity})`,
              }
        }
      >
        {text}
      </mark>
    );
  if (found !== "no") return <mark className={cn("bg-signal-soft text-inherit", look)}>{text}</mark>;
  return look === "" ? text : <span className={look}>{text}</span>;
}

/** The place of the word that was pressed on; null beside the words. */
function wordUnder(
  { clientX, clientY, currentTarget }: React.MouseEvent<HTMLElement>,
  text: string,
  pieces: readonly Piece[],
): number | null {
  const range = document.caretRangeFromPoint?.(clientX, clientY) ?? null;
  const caret = document.caretPositionFromPoint?.(clientX, clientY) ?? null;
  const [node, offset] =
    caret !== null
      ? [caret.offsetNode, caret.offset]
      : range !== null
        ? [range.startContainer, range.startOffset]
        : [null, 0];
  if (node === null || !currentTarget.contains(node)) return null;
  const before = document.createRange();
  before.setStart(currentTarget, 0);
  before.setEnd(node, offset);
  const at = ownOffset(pieces, before.toString().length);
  const place = wordsOf(text).findLastIndex(({ index }) => index <= at);
  return place < 0 ? null : place;
}
