"use client";

import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { Kbd } from "../../../../components/ui/kbd.tsx";
import { cn } from "../../../../lib/class-names.ts";
import { count, day, money, time } from "../../../../lib/format.ts";
import type { BenchLine } from "./bench-state.ts";
import { benchCallHref } from "./bench-words.ts";
import { useBenchKeys } from "./use-bench-keys.ts";

const BenchCall = dynamic(() => import("./bench-call.tsx").then((module) => module.BenchCall), {
  ssr: false,
});

const kinds = [
  { kind: "newly", word: "Newly flagged" },
  { kind: "no_longer", word: "No longer" },
  { kind: "otherwise", word: "Other rules" },
] as const;
const verdicts = { confirmed_bad: "Confirmed bad", marked_safe: "Marked safe" } as const;
const leadSeconds = 6;

/** The calls that the draft judges otherwise, the dearest first. */
export function BenchLines({
  lines,
  totals,
}: {
  lines: readonly BenchLine[];
  /** How many there are of each kind: the dearest of them are lines. */
  totals: Readonly<Record<BenchLine["kind"], number>>;
}) {
  const first = kinds.find(({ kind }) => lines.some((line) => line.kind === kind))?.kind ?? "newly";
  const [kind, setKind] = useState<BenchLine["kind"]>(first);
  const [place, setPlace] = useState(-1);
  const [opened, open] = useState<BenchLine | null>(null);
  const sound = useRef<HTMLAudioElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = lines.filter((line) => line.kind === kind);
  const focus = (next: number) => {
    const row = Math.max(0, Math.min(shown.length - 1, next));
    setPlace(row);
    list.current?.querySelectorAll("a")[row]?.focus();
  };
  useBenchKeys({
    move: (by) => focus(place + by),
    play: () => {
      const line = shown[place];
      const player = sound.current;
      if (!line || !player) return;
      const from = `/calls/${line.callId}/audio`;
      if (!player.paused && player.src.endsWith(from)) return player.pause();
      player.src = from;
      player.currentTime = Math.max(0, (line.at ?? 0) - leadSeconds);
      // No recording, or none that may be played: the call's own page says why.
      player.play().catch(() => undefined);
    },
  });
  if (lines.length === 0) return null;
  return (
    <div>
      <div className="flex items-center gap-1 border-border border-b px-5 py-2.5">
        <fieldset className="inline-flex gap-px rounded-[7px] bg-accent p-0.5">
          <legend className="sr-only">Which calls</legend>
          {kinds.map((one) => (
            <button
              key={one.kind}
              type="button"
              aria-pressed={one.kind === kind}
              onClick={() => {
                setKind(one.kind);
                setPlace(-1);
              }}
              className={cn(
                "whitespace-nowrap rounded-[5px] px-2 font-medium text-[12.5px] text-sub leading-6 pointer-coarse:leading-9",
                one.kind === kind && "bg-card text-foreground shadow-sm dark:bg-border-strong",
              )}
            >
              {one.word} {count(totals[one.kind])}
            </button>
          ))}
        </fieldset>
        <span className="ml-auto flex gap-1">
          <Kbd>J</Kbd>
          <Kbd>K</Kbd>
        </span>
      </div>
      {/* biome-ignore lint/a11y/useMediaCaption: a recorded call has no captions; its transcript is on its page */}
      <audio ref={sound} preload="none" />
      <ul ref={list}>
        {shown.map((line, index) => (
          <li key={line.callId}>
            <a
              href={benchCallHref(line)}
              aria-haspopup="dialog"
              onFocus={() => setPlace(index)}
              onClick={(event) => {
                // Another tab or window is the browser's own.
                if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
                event.preventDefault();
                sound.current?.pause();
                open(line);
              }}
              className={cn(
                "block border-border border-b px-5 py-2.5 -outline-offset-2 hover:bg-accent",
                index === place && "bg-accent",
              )}
            >
              <span className="flex items-baseline gap-2">
                <span className="truncate">{line.publisher ?? "No publisher"}</span>
                <span className="flex-none text-muted-foreground text-xs">
                  {day(new Date(line.startedAt))}, {time(new Date(line.startedAt))}
                </span>
                <span className="ml-auto flex-none rounded-[5px] bg-muted px-1.5 text-xs leading-[20px]">
                  {line.verdict === null ? "Not reviewed" : verdicts[line.verdict]}
                </span>
                <span className="flex-none font-medium">{money(line.revenue)}</span>
              </span>
              <span className="mt-0.5 block break-words text-sub">
                {line.evidence === null ? line.codes : `“${line.evidence}”`}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {shown.length < totals[kind] ? (
        <p className="px-5 py-3 text-muted-foreground text-xs">
          The dearest {count(shown.length)} of {count(totals[kind])} are shown.
        </p>
      ) : null}
      {totals[kind] === 0 ? <p className="px-5 py-4 text-sub">No such calls.</p> : null}
      {opened === null ? null : <BenchCall line={opened} close={() => open(null)} />}
    </div>
  );
}
