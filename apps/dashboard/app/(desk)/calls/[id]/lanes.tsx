"use client";

import type { Flag } from "@callscript/core/flag.ts";
import { useEffect, useMemo, useRef, useState } from "react";
import { cn } from "../../../../lib/class-names.ts";
import { speakerWord } from "../../../../lib/format.ts";
import type { Line } from "./call-view.ts";
import { type CallPeaks, channelRoles } from "./channel-roles.ts";
import { FlagRegions } from "./flag-regions.tsx";
import { LaneCanvas } from "./lane-canvas.tsx";
import { TimeRuler } from "./time-ruler.tsx";
import type { Player } from "./use-player.ts";
import { WaveSlider } from "./wave-slider.tsx";

export interface LanesProps {
  peaks: CallPeaks;
  seconds: number;
  lines: readonly Line[];
  flags: readonly Flag[];
  current: number;
  ticks: readonly number[];
  player: Player;
  onPlayFlag: (index: number) => void;
}

/** The recording to be seen: a lane a speaker where there are two channels, the agent above, else one coloured by who speaks. */
export function Lanes({ peaks, seconds, lines, flags, current, ticks, player, onPlayFlag }: LanesProps) {
  const area = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const size = new ResizeObserver(() => setWidth(element.clientWidth));
    size.observe(element);
    return () => size.disconnect();
  }, []);
  const lanes = useMemo(() => {
    const roles = channelRoles(
      peaks,
      lines.map((line) => ({ ...line, text: "" })),
    );
    return peaks.channels
      .map((channel, index) => ({ channel, role: roles[index] ?? null, key: index }))
      .sort((a, b) => Number(a.role === "caller") - Number(b.role === "caller"));
  }, [peaks, lines]);
  const painted = (isPlayed: boolean) =>
    lanes.map(({ channel, role, key }) => (
      <div key={key} className="min-h-0 flex-1 border-border border-b last:border-b-0">
        <LaneCanvas channel={channel} seconds={seconds} role={role} lines={lines} isPlayed={isPlayed} />
      </div>
    ));
  const isNamed = lanes.length > 1;
  return (
    <div className="flex">
      {isNamed ? (
        <div className="mt-[21px] mb-5 flex w-[72px] flex-none flex-col border-border border-r pl-4 max-[719px]:hidden">
          {lanes.map(({ role, key }) => (
            <span
              key={key}
              className={cn(
                "flex flex-1 items-center font-medium text-[12.5px] text-sub",
                role === "agent" && "text-agent-ink",
                role === "caller" && "text-caller-ink",
              )}
            >
              {role === null ? `Channel ${key + 1}` : speakerWord(role)}
            </span>
          ))}
        </div>
      ) : null}
      <div className="min-w-0 flex-1 px-3">
        <div
          ref={area}
          className={cn(
            "relative",
            isNamed ? "h-[113px] max-[719px]:h-[76px]" : "h-[81px] max-[719px]:h-[60px]",
          )}
        >
          <div className="absolute inset-x-0 top-[21px] bottom-0 flex flex-col">{painted(false)}</div>
          <div className="absolute inset-x-0 top-[21px] bottom-0">
            <WaveSlider playhead={player.playhead} seconds={seconds} lines={lines} onSeek={player.seek}>
              <div className="flex h-full flex-col">{painted(true)}</div>
            </WaveSlider>
          </div>
          <FlagRegions flags={flags} seconds={seconds} width={width} current={current} onPlay={onPlayFlag} />
        </div>
        <TimeRuler seconds={seconds} ticks={ticks} />
      </div>
    </div>
  );
}
