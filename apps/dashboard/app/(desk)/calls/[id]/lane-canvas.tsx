"use client";

import { useEffect, useRef } from "react";
import { cn } from "../../../../lib/class-names.ts";
import type { Line } from "./call-view.ts";
import type { CallPeaks, Role } from "./channel-roles.ts";
import { paintLane } from "./paint-lane.ts";
import { speakerAt } from "./speaker-at.ts";

/** The waveform of one channel; `role` null: it is coloured by who speaks. Painted again for another size or theme. */
export function LaneCanvas({
  channel,
  seconds,
  role,
  lines,
  isPlayed,
}: {
  channel: CallPeaks["channels"][number];
  seconds: number;
  role: Role | null;
  lines: readonly Line[];
  isPlayed: boolean;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const paint = () => {
      const style = getComputedStyle(document.documentElement);
      const colour = (name: string) => style.getPropertyValue(name).trim();
      const colours = { agent: colour("--agent"), caller: colour("--caller"), rest: colour("--vol") };
      const colourOf = (speaker: string | null) =>
        speaker === "agent" || speaker === "caller" ? colours[speaker] : colours.rest;
      const isGrey = role !== null && !isPlayed;
      paintLane(element, {
        channel,
        seconds,
        colourAt: (at) => (isGrey ? colours.rest : colourOf(role ?? speakerAt(lines, at))),
      });
    };
    const size = new ResizeObserver(paint);
    size.observe(element);
    const theme = new MutationObserver(paint);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
    return () => {
      size.disconnect();
      theme.disconnect();
    };
  }, [channel, seconds, role, lines, isPlayed]);
  return (
    <canvas ref={canvas} className={cn("block h-full w-full", role === null && !isPlayed && "opacity-45")} />
  );
}
