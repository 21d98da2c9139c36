"use client";

import type { Flag } from "@callscript/core/flag.ts";
import { Pause, Play, RotateCcw, RotateCw } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { Card } from "../../../../components/ui/card.tsx";
import { cn } from "../../../../lib/class-names.ts";
import { clock } from "../../../../lib/format.ts";
import { useStable } from "../../../../lib/use-stable.ts";
import { drawWaveform } from "./draw-waveform.ts";

export interface PlayerHandle {
  playFrom(seconds: number): void;
}

const speeds = [1, 1.25, 1.5, 2] as const;
const skipSeconds = 5;
/** Behind a redirect the address of the recording expires; asked for anew no more often than this. */
const renewEveryMs = 10_000;

export interface PlayerProps {
  src: string;
  peaks: { channels: number[][]; seconds: number } | null;
  seconds: number | null;
  flags: readonly Flag[];
  startAt: number;
  onReady: (handle: PlayerHandle) => void;
  onTime: (seconds: number) => void;
}

/** Starts shortly before the first flag and plays, if the browser lets it; peaks come from the server. */
export function Player({ src, seconds, startAt, onReady, onTime, ...drawn }: PlayerProps) {
  const peaks = useStable(drawn.peaks);
  const flags = useStable(drawn.flags);
  const audio = useRef<HTMLAudioElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const [playing, setPlaying] = useState(false);
  const [blocked, setBlocked] = useState(false);
  const [failed, setFailed] = useState(false);
  const [time, setTime] = useState(startAt);
  const [speed, setSpeed] = useState<number>(1);
  const renewedAt = useRef(Number.NEGATIVE_INFINITY);
  const report = useRef(onTime);
  report.current = onTime;

  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    const playFrom = (at: number) => {
      element.currentTime = at;
      void element.play().then(
        () => setBlocked(false),
        () => setBlocked(true),
      );
    };
    onReady({ playFrom });
    const begin = () => playFrom(startAt);
    if (element.readyState >= HTMLMediaElement.HAVE_METADATA) begin();
    else element.addEventListener("loadedmetadata", begin, { once: true });
    return () => element.removeEventListener("loadedmetadata", begin);
  }, [startAt, onReady]);

  useEffect(() => {
    const [element, container] = [audio.current, canvas.current];
    if (!element || !container || !peaks) return;
    return drawWaveform({ element, container, peaks, seconds: seconds ?? peaks.seconds, flags });
  }, [peaks, seconds, flags]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const element = audio.current;
      const target = event.target;
      if (
        !element ||
        (target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT|BUTTON)$/.test(target.tagName)) ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey
      )
        return;
      if (event.key === " ") void (element.paused ? element.play() : element.pause());
      else if (event.key === "r") element.currentTime = startAt;
      else if (event.key === "ArrowLeft" && event.shiftKey) element.currentTime -= skipSeconds;
      else if (event.key === "ArrowRight" && event.shiftKey) element.currentTime += skipSeconds;
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [startAt]);

  const renew = () => {
    const element = audio.current;
    if (!element || performance.now() - renewedAt.current < renewEveryMs) return setFailed(true);
    renewedAt.current = performance.now();
    const { currentTime } = element;
    element.load();
    element.currentTime = currentTime;
    // Not the element's own word: Chromium pauses it before it tells of the error.
    if (playing) void element.play().catch(() => setBlocked(true));
  };
  const skip = (by: number) => {
    if (audio.current) audio.current.currentTime += by;
  };
  return (
    <Card className="mb-3 overflow-hidden">
      <audio
        ref={audio}
        src={src}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onError={renew}
        onTimeUpdate={(event) => {
          setTime(event.currentTarget.currentTime);
          report.current(event.currentTarget.currentTime);
        }}
      >
        <track kind="captions" />
      </audio>
      <div ref={canvas} className="px-4 pt-3" />
      {peaks !== null && peaks.channels.length === 1 ? (
        <p className="px-4 pt-1 text-muted-foreground text-xs">One channel. Speakers told apart by voice.</p>
      ) : null}
      <div className="flex min-h-12 flex-wrap items-center gap-2 px-4 py-2">
        <Button
          variant="primary"
          autoFocus={blocked}
          aria-label={playing ? "Pause" : `Play from ${clock(time)}`}
          onClick={() =>
            void (playing ? audio.current?.pause() : audio.current?.play().then(() => setBlocked(false)))
          }
        >
          {playing ? <Pause className="size-4 fill-current" /> : <Play className="size-4 fill-current" />}
          {blocked && !playing ? `Play from ${clock(time)}` : null}
        </Button>
        <span className="min-w-[84px] font-medium">
          {clock(time)} <span className="font-normal text-muted-foreground">/ {clock(seconds)}</span>
        </span>
        <Button variant="ghost" size="icon" aria-label="Back 5 seconds" onClick={() => skip(-skipSeconds)}>
          <RotateCcw className="size-4" strokeWidth={1.75} />
        </Button>
        <Button variant="ghost" size="icon" aria-label="Forward 5 seconds" onClick={() => skip(skipSeconds)}>
          <RotateCw className="size-4" strokeWidth={1.75} />
        </Button>
        <div role="group" aria-label="Speed" className="inline-flex gap-px rounded-[7px] bg-accent p-0.5">
          {speeds.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={speed === one}
              onClick={() => {
                setSpeed(one);
                if (audio.current) audio.current.playbackRate = one;
              }}
              className={cn(
                "rounded-[5px] px-2 font-medium text-[12.5px] text-sub leading-6",
                speed === one && "bg-card text-foreground shadow-sm dark:bg-border-strong",
              )}
            >
              {one}×
            </button>
          ))}
        </div>
        {failed ? (
          <p role="alert" className="text-sev-4-ink">
            The recording could not be played. The transcript stands.
          </p>
        ) : null}
      </div>
    </Card>
  );
}
