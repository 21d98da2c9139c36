"use client";

import {
  ArrowLeft,
  ArrowRight,
  ArrowUpDown,
  Pause,
  Play,
  RotateCcw,
  RotateCw,
  Volume2,
  VolumeX,
} from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { cn } from "../../../../lib/class-names.ts";
import { clock } from "../../../../lib/format.ts";
import { usePlayhead } from "./playhead.ts";
import { speeds } from "./speeds.ts";
import type { Player } from "./use-player.ts";

export interface TransportProps {
  player: Player;
  seconds: number | null;
  flags: number;
  current: number;
  toFlag: (index: number) => void;
  /** null where nobody in the transcript is agent or caller. */
  swap: (() => void) | null;
}

const skipSeconds = 5;
const icon = { className: "size-4", strokeWidth: 1.75, "aria-hidden": true } as const;

/** Play, five seconds either way, from flag to flag, speed, silence, volume, and who is who. */
export function Transport({ player, seconds, flags, current, toFlag, swap }: TransportProps) {
  const { isPlaying, isBlocked } = player;
  const at = usePlayhead(player.playhead, Math.floor);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isBlocked) button.current?.focus({ preventScroll: true });
  }, [isBlocked]);
  const skip = (by: number) => player.seek(player.playhead.get() + by);
  return (
    <div className="flex min-h-[52px] flex-wrap items-center gap-x-2 gap-y-1 border-border border-t px-3 py-2">
      <button
        ref={button}
        type="button"
        aria-label={isPlaying ? "Pause" : `Play from ${clock(at)}`}
        onClick={player.toggle}
        className={cn(
          "inline-flex h-8 min-w-8 items-center justify-center gap-1.5 rounded-full bg-primary font-medium text-primary-foreground hover:opacity-90 pointer-coarse:h-10 pointer-coarse:min-w-10",
          isBlocked && !isPlaying && "px-3",
        )}
      >
        {isPlaying ? <Pause className="size-4 fill-current" /> : <Play className="size-4 fill-current" />}
        {isBlocked && !isPlaying ? `Play from ${clock(at)}` : null}
      </button>
      <span className="min-w-[84px] pl-1 font-medium">
        {clock(at)} <span className="font-normal text-muted-foreground">/ {clock(seconds)}</span>
      </span>
      <Button variant="ghost" size="icon" aria-label="Back 5 seconds" onClick={() => skip(-skipSeconds)}>
        <RotateCcw {...icon} />
      </Button>
      <Button variant="ghost" size="icon" aria-label="Forward 5 seconds" onClick={() => skip(skipSeconds)}>
        <RotateCw {...icon} />
      </Button>
      {flags === 0 ? null : (
        <span className="flex items-center gap-1 border-border border-x px-2">
          <Button
            variant="ghost"
            size="icon"
            aria-label="Previous flag"
            disabled={current <= 0}
            onClick={() => toFlag(current - 1)}
          >
            <ArrowLeft {...icon} />
          </Button>
          <span className="whitespace-nowrap text-sub max-[719px]:sr-only">
            Flag {Math.max(0, current) + 1} of {flags}
          </span>
          <Button
            variant="ghost"
            size="icon"
            aria-label="Next flag"
            disabled={current >= flags - 1}
            onClick={() => toFlag(current + 1)}
          >
            <ArrowRight {...icon} />
          </Button>
        </span>
      )}
      <div role="group" aria-label="Speed" className="inline-flex gap-px rounded-[7px] bg-accent p-0.5">
        {speeds.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={player.speed === one}
            onClick={() => player.setSpeed(one)}
            className={cn(
              "rounded-[5px] px-2 font-medium text-[12.5px] text-sub leading-6 pointer-coarse:leading-9",
              player.speed === one && "bg-card text-foreground shadow-sm dark:bg-border-strong",
            )}
          >
            {one}×
          </button>
        ))}
      </div>
      <div className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1">
        <label className="inline-flex items-center gap-1.5 whitespace-nowrap text-[12.5px]">
          <input
            type="checkbox"
            checked={player.skipsSilence}
            onChange={(event) => player.setSkipsSilence(event.target.checked)}
          />
          Skip silence
        </label>
        {swap === null ? null : (
          <Button variant="ghost" size="small" onClick={swap} title="Swap agent and caller (w)">
            <ArrowUpDown {...icon} /> <span className="max-[719px]:sr-only">Swap agent and caller</span>
          </Button>
        )}
        <Volume player={player} />
      </div>
    </div>
  );
}

function Volume({ player: { volume, setVolume } }: { player: Player }) {
  const isMuted = volume === 0;
  return (
    <span className="flex items-center max-[719px]:hidden">
      <Button
        variant="ghost"
        size="icon"
        aria-label={isMuted ? "Sound on" : "Sound off"}
        onClick={() => setVolume(isMuted ? 1 : 0)}
      >
        {isMuted ? <VolumeX {...icon} /> : <Volume2 {...icon} />}
      </Button>
      <input
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={volume}
        aria-label="Volume"
        onChange={(event) => setVolume(Number(event.target.value))}
        className="h-6 w-16 accent-[var(--signal)]"
      />
    </span>
  );
}
