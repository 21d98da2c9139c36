"use client";

import { useCallback, useEffect, useRef } from "react";
import { clock, speakerWord } from "../../../../lib/format.ts";
import type { Line } from "./call-view.ts";
import { type Playhead, usePlayhead } from "./playhead.ts";
import { speakerAt } from "./speaker-at.ts";
import { useScrub } from "./use-scrub.ts";

const stepSeconds = 5;

/**
 * The place in the recording as a slider over the waveform: where it is pressed is played from, dragging goes along, arrows go five seconds.
 * The playhead is moved by hand, so that nothing else is drawn sixty times a second.
 */
export function WaveSlider({
  playhead,
  seconds,
  lines,
  onSeek,
  children,
}: {
  playhead: Playhead;
  seconds: number;
  lines: readonly Line[];
  onSeek: (seconds: number) => void;
  /** The lanes as they look once they are played. */
  children: React.ReactNode;
}) {
  const played = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const whole = usePlayhead(playhead, Math.floor);
  const speaking = usePlayhead(
    playhead,
    useCallback((at: number) => speakerAt(lines, at), [lines]),
  );
  useEffect(() => {
    const move = () => {
      const share = Math.min(100, (playhead.get() / seconds) * 100);
      if (played.current) played.current.style.clipPath = `inset(0 ${100 - share}% 0 0)`;
      if (line.current) line.current.style.left = `${share}%`;
    };
    move();
    return playhead.subscribe(move);
  }, [playhead, seconds]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const by =
      event.key === "ArrowLeft" || event.key === "ArrowDown"
        ? -stepSeconds
        : event.key === "ArrowRight" || event.key === "ArrowUp"
          ? stepSeconds
          : null;
    const to =
      by !== null ? playhead.get() + by : event.key === "Home" ? 0 : event.key === "End" ? seconds : null;
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onSeek(to);
  };
  const scrub = useScrub(seconds, onSeek);
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Place in the recording"
      aria-valuemin={0}
      aria-valuemax={Math.round(seconds)}
      aria-valuenow={whole}
      aria-valuetext={`${clock(whole)} of ${clock(seconds)}${speaking === null ? "" : `, ${speakerWord(speaking).toLowerCase()} speaking`}`}
      className="absolute inset-0 cursor-pointer touch-pan-y select-none"
      onKeyDown={onKeyDown}
      {...scrub}
    >
      <div ref={played} className="absolute inset-0 bg-card" style={{ clipPath: "inset(0 100% 0 0)" }}>
        {children}
      </div>
      <div
        ref={line}
        data-playhead
        className="absolute inset-y-0 z-20 -ml-px w-0.5 bg-signal"
        style={{ left: 0 }}
      >
        <span className="absolute -bottom-1 -left-[3px] size-2 rounded-full bg-signal" />
      </div>
    </div>
  );
}
