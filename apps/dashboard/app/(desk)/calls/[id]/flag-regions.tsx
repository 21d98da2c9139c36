"use client";

import type { Flag } from "@callscript/core/flag.ts";
import { cn } from "../../../../lib/class-names.ts";
import { clock, severityWord } from "../../../../lib/format.ts";
import { namesThatFit } from "./place-names.ts";

/** The flags over the waveform, in the order of time: a button each, with its name above where there is room. */
export function FlagRegions({
  flags,
  seconds,
  width,
  current,
  onPlay,
}: {
  flags: readonly Flag[];
  seconds: number;
  width: number;
  current: number;
  onPlay: (index: number) => void;
}) {
  const leftOf = (at: number) => (at / seconds) * width;
  const fits = namesThatFit(
    flags.map(({ name, start }) => ({ text: name, left: leftOf(start ?? 0) })),
    width,
  );
  return flags.map((flag, index) => {
    if (flag.start === null) return null;
    const end = Math.min(Math.max(flag.end ?? 0, flag.start + 0.5), seconds);
    const isCurrent = index === current;
    return (
      <button
        key={`${flag.code} ${flag.start}`}
        type="button"
        onClick={() => onPlay(index)}
        aria-label={`Flag ${index + 1} of ${flags.length}, ${severityWord(flag.severity)}, ${flag.name}, ${clock(flag.start)}`}
        aria-current={isCurrent}
        title={`${flag.name}, ${clock(flag.start)}`}
        className="group absolute inset-y-0 z-10 min-w-6 text-left focus-visible:z-20"
        style={{
          left: `min(${(flag.start / seconds) * 100}%, calc(100% - 24px))`,
          width: `${((end - flag.start) / seconds) * 100}%`,
        }}
      >
        <span
          className={cn(
            "absolute top-0 left-0 whitespace-nowrap rounded-sm bg-card px-px text-xs leading-[18px]",
            isCurrent ? "font-semibold" : "text-sub",
            !fits[index] && "hidden group-hover:block group-focus-visible:block",
          )}
          style={isCurrent ? { color: `var(--sev-${flag.severity}-ink)` } : undefined}
        >
          {flag.name}
        </span>
        <span
          className="absolute top-[21px] bottom-0 left-0 w-full min-w-1 border-t-[3px]"
          style={{
            width: `max(4px, ${((end - flag.start) / seconds) * width}px)`,
            borderColor: `var(--sev-${flag.severity})`,
            background: `color-mix(in oklch, var(--sev-${flag.severity}) ${isCurrent ? 20 : 11}%, transparent)`,
          }}
        />
      </button>
    );
  });
}
