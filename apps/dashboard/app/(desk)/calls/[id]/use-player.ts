"use client";

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { readKept } from "../../../../lib/kept-here.ts";
import { afterSilence, type Stretch } from "./find-silences.ts";
import { createPlayhead, type Playhead } from "./playhead.ts";
import { speeds } from "./speeds.ts";
import { readSwitch, useKept } from "./use-kept.ts";

/** Behind a redirect the address of the recording expires; asked for anew no more often than this. */
const renewEveryMs = 10_000;

const readSpeed = (kept: string) => speeds.find((speed) => String(speed) === kept) ?? null;
const readVolume = (kept: string) => {
  const volume = Number(kept);
  return kept !== "" && volume >= 0 && volume <= 1 ? volume : null;
};

export interface Player {
  audio: RefObject<HTMLAudioElement | null>;
  playhead: Playhead;
  isPlaying: boolean;
  /** Nothing sounds before somebody asks for it: the browser lets nothing, or so it was chosen. */
  isBlocked: boolean;
  hasFailed: boolean;
  speed: number;
  volume: number;
  skipsSilence: boolean;
  playFrom: (seconds: number) => void;
  seek: (seconds: number) => void;
  toggle: () => void;
  setSpeed: (speed: number) => void;
  setVolume: (volume: number) => void;
  setSkipsSilence: (skips: boolean) => void;
  retry: () => void;
  /** For the audio element itself. */
  events: { onPlay: () => void; onPause: () => void; onError: () => void; onSeeked: () => void };
}

/** Plays a recording from a moment, if the browser lets it and nobody chose otherwise, at the speed and volume that were kept. */
export function usePlayer(firstAt: number, silences: readonly Stretch[]): Player {
  const audio = useRef<HTMLAudioElement>(null);
  // A call that is judged again has another first flag: who listens to it is not thrown about.
  const [startAt] = useState(firstAt);
  const [playhead] = useState(() => createPlayhead(startAt));
  const [isPlaying, setPlaying] = useState(false);
  const [isBlocked, setBlocked] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [speed, setSpeed] = useKept<number>("call.speed", 1, readSpeed);
  const [volume, setVolume] = useKept<number>("call.volume", 1, readVolume);
  const [skipsSilence, setSkipsSilence] = useKept("call.skipsSilence", false, readSwitch);
  const wasSought = useRef(false);
  const renewedAt = useRef(Number.NEGATIVE_INFINITY);

  const play = useCallback(() => {
    void audio.current?.play().then(
      () => setBlocked(false),
      (error: unknown) => setBlocked(error instanceof DOMException && error.name === "NotAllowedError"),
    );
  }, []);
  const seek = useCallback(
    (seconds: number) => {
      const element = audio.current;
      if (!element) return;
      wasSought.current = true;
      const end = Number.isFinite(element.duration) ? element.duration : Number.POSITIVE_INFINITY;
      element.currentTime = Math.max(0, Math.min(seconds, end));
      playhead.set(element.currentTime);
    },
    [playhead],
  );
  const playFrom = useCallback(
    (seconds: number) => {
      seek(seconds);
      play();
    },
    [seek, play],
  );

  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    const begin = () => {
      // Who pressed somewhere before the recording was here is left there.
      if (wasSought.current) return;
      if (readKept("call.plays") !== "false") return playFrom(startAt);
      seek(startAt);
      setBlocked(true);
    };
    if (element.readyState >= HTMLMediaElement.HAVE_METADATA) begin();
    else element.addEventListener("loadedmetadata", begin, { once: true });
    return () => element.removeEventListener("loadedmetadata", begin);
  }, [startAt, playFrom, seek]);

  useEffect(() => {
    if (audio.current === null) return;
    audio.current.playbackRate = speed;
    // What the element goes back to when it is loaded anew.
    audio.current.defaultPlaybackRate = speed;
  }, [speed]);
  useEffect(() => {
    if (audio.current) audio.current.volume = volume;
  }, [volume]);

  useEffect(() => {
    if (!isPlaying) return;
    let frame = 0;
    const follow = () => {
      const element = audio.current;
      if (!element) return;
      const goOnAt = skipsSilence ? afterSilence(silences, element.currentTime) : null;
      if (goOnAt !== null) element.currentTime = goOnAt;
      playhead.set(element.currentTime);
      frame = requestAnimationFrame(follow);
    };
    frame = requestAnimationFrame(follow);
    return () => cancelAnimationFrame(frame);
  }, [isPlaying, skipsSilence, silences, playhead]);

  const reload = useCallback(() => {
    const element = audio.current;
    if (!element) return;
    renewedAt.current = performance.now();
    const { currentTime } = element;
    element.load();
    element.currentTime = currentTime;
  }, []);

  const onError = useCallback(() => {
    if (performance.now() - renewedAt.current < renewEveryMs) return setFailed(true);
    reload();
    // Not the element's own word: Chromium pauses it before it tells of the error.
    if (isPlaying) play();
  }, [reload, play, isPlaying]);
  const latestError = useRef(onError);
  latestError.current = onError;
  useEffect(() => {
    // It was asked for with the page: what came of it before this script did was told to nobody.
    if (audio.current?.error) latestError.current();
  }, []);

  return useMemo(
    () => ({
      audio,
      playhead,
      isPlaying,
      isBlocked,
      hasFailed,
      speed,
      volume,
      skipsSilence,
      playFrom,
      seek,
      toggle: () => (audio.current?.paused === false ? audio.current.pause() : play()),
      setSpeed,
      setVolume,
      setSkipsSilence,
      retry: () => {
        setFailed(false);
        reload();
        play();
      },
      events: {
        onPlay: () => {
          setPlaying(true);
          setFailed(false);
        },
        onPause: () => setPlaying(false),
        onSeeked: () => playhead.set(audio.current?.currentTime ?? playhead.get()),
        onError,
      },
    }),
    [
      playhead,
      isPlaying,
      isBlocked,
      hasFailed,
      speed,
      volume,
      skipsSilence,
      playFrom,
      seek,
      play,
      reload,
      onError,
      setSpeed,
      setVolume,
      setSkipsSilence,
    ],
  );
}
