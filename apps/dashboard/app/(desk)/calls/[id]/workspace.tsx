"use client";

import type { Flag } from "@callscript/core/flag.ts";
import type { Segment } from "@callscript/core/transcript.ts";
import { useState } from "react";
import { Card } from "../../../../components/ui/card.tsx";
import { Player, type PlayerHandle } from "./player.tsx";
import { Transcript } from "./transcript.tsx";

export interface WorkspaceProps {
  callId: string;
  hasRecording: boolean;
  peaks: { channels: number[][]; seconds: number } | null;
  seconds: number | null;
  segments: Segment[] | null;
  flags: Flag[];
  startAt: number;
  waitingFor: string | null;
  aside: React.ReactNode;
}

/** Player, transcript and card of one call: the transcript follows the player and steers it. */
export function Workspace({
  callId,
  hasRecording,
  peaks,
  seconds,
  segments,
  flags,
  startAt,
  waitingFor,
  aside,
}: WorkspaceProps) {
  const [playerHandle, setPlayerHandle] = useState<PlayerHandle | null>(null);
  const [time, setTime] = useState(startAt);
  return (
    <>
      {hasRecording ? (
        <Player
          src={`/calls/${callId}/audio`}
          peaks={peaks}
          seconds={seconds}
          flags={flags}
          startAt={startAt}
          onReady={setPlayerHandle}
          onTime={setTime}
        />
      ) : (
        <Card className="mb-3 px-4 py-3 text-muted-foreground">There is no recording of this call here.</Card>
      )}
      <div className="grid items-start gap-3 min-[1100px]:grid-cols-[minmax(0,1fr)_404px]">
        <div className="min-w-0 max-[1099px]:order-2">
          {segments === null ? (
            <Card className="px-4 py-3 text-muted-foreground">{waitingFor}</Card>
          ) : (
            <Transcript
              segments={segments}
              flags={flags}
              time={hasRecording ? time : null}
              seek={playerHandle?.playFrom ?? null}
            />
          )}
        </div>
        <div className="min-w-0">{aside}</div>
      </div>
    </>
  );
}
