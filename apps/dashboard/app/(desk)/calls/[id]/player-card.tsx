"use client";

import { Button } from "../../../../components/ui/button.tsx";
import { Card } from "../../../../components/ui/card.tsx";
import type { CallPeaks } from "./channel-roles.ts";
import { Lanes, type LanesProps } from "./lanes.tsx";
import { Transport, type TransportProps } from "./transport.tsx";

export interface PlayerCardProps
  extends Omit<LanesProps, "peaks" | "seconds" | "onPlayFlag">,
    Omit<TransportProps, "flags"> {
  src: string;
  peaks: CallPeaks | null;
}

/** The recording: to be seen, where its loudness was measured, and heard. */
export function PlayerCard({ src, peaks, seconds, player, flags, ...rest }: PlayerCardProps) {
  const { lines, current, ticks, toFlag, swap } = rest;
  const { audio, events } = player;
  return (
    <Card
      aria-label="Recording"
      className="flex-none overflow-hidden max-[719px]:sticky max-[719px]:bottom-0 max-[719px]:z-30 max-[719px]:order-last max-[719px]:rounded-b-none max-[719px]:shadow-xl"
    >
      <audio ref={audio} src={src} preload="metadata" {...events}>
        <track kind="captions" />
      </audio>
      {peaks === null || seconds === null || seconds <= 0 ? null : (
        <Lanes
          peaks={peaks}
          seconds={seconds}
          lines={lines}
          flags={flags}
          current={current}
          ticks={ticks}
          player={player}
          onPlayFlag={toFlag}
        />
      )}
      {peaks?.channels.length === 1 && lines.some(({ speaker }) => speaker !== "unknown") ? (
        <p className="px-4 pb-1 text-muted-foreground text-xs max-[719px]:hidden">
          One channel. Speakers told apart by voice.
        </p>
      ) : null}
      {player.hasFailed ? (
        <p
          role="alert"
          className="flex flex-wrap items-center gap-2 border-border border-t px-4 py-2 text-sev-4-ink"
        >
          The recording could not be played. The transcript stands.
          <Button size="small" onClick={player.retry}>
            Try again
          </Button>
        </p>
      ) : null}
      <Transport
        player={player}
        seconds={seconds}
        flags={flags.length}
        current={current}
        toFlag={toFlag}
        swap={swap}
      />
    </Card>
  );
}
