"use client";

import { Pause, Play } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { clock } from "../../../lib/format.ts";
import { ClipWave } from "./clip-wave.tsx";
import type { ShownPreview } from "./preview-words.ts";

export interface ClipProps {
  callId: string;
  clip: NonNullable<ShownPreview["clip"]>;
  severity: number;
  /** Gives its keyboard switch to whoever owns the keys, null when it goes. */
  onSwitch: (toggle: (() => void) | null) => void;
}

/** Plays the seconds around a quote; of the recording only what is needed is fetched, and only when asked to play. */
export function ClipPlayer({ callId, clip, severity, onSwitch }: ClipProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const [time, setTime] = useState<number | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [hasFailed, setFailed] = useState(false);

  const toggle = useCallback(() => {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) return element.pause();
    setFailed(false);
    const { currentTime } = element;
    if (currentTime < clip.from || currentTime >= clip.to - 0.1) element.currentTime = clip.from;
    void element.play().catch(() => setFailed(true));
  }, [clip.from, clip.to]);
  useEffect(() => {
    onSwitch(toggle);
    return () => onSwitch(null);
  }, [toggle, onSwitch]);

  useEffect(() => {
    if (!isPlaying) return;
    let frame = 0;
    const follow = () => {
      const element = audio.current;
      if (!element) return;
      setTime(element.currentTime);
      if (element.currentTime >= clip.to) element.pause();
      frame = requestAnimationFrame(follow);
    };
    frame = requestAnimationFrame(follow);
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, clip.to]);

  return (
    <div className="flex items-center gap-3 border-border border-t px-3 py-2.5">
      <audio
        ref={audio}
        src={`/calls/${callId}/audio`}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onError={() => setFailed(true)}
      >
        <track kind="captions" />
      </audio>
      <Button
        variant="primary"
        size="icon"
        className="flex-none rounded-full"
        aria-label={isPlaying ? "Pause the clip" : `Play from ${clock(clip.from)}`}
        onClick={toggle}
      >
        {isPlaying ? <Pause className="size-4 fill-current" /> : <Play className="size-4 fill-current" />}
      </Button>
      {hasFailed ? (
        <p role="alert" className="text-[12.5px] text-sev-4-ink">
          The recording could not be played. The words stand.
        </p>
      ) : (
        <ClipWave clip={clip} severity={severity} time={time} />
      )}
      <span className="w-9 flex-none text-right text-[12.5px] text-muted-foreground">
        {clock(time ?? clip.from)}
      </span>
    </div>
  );
}
