"use client";

import { RotateCcw, Scale } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../../../../components/ui/dropdown-menu.tsx";
import { Kbd } from "../../../../components/ui/kbd.tsx";
import { clock } from "../../../../lib/format.ts";
import type { EvidenceProps } from "./evidence-button.tsx";
import { usePlayhead } from "./playhead.ts";

const icon = { className: "size-4", strokeWidth: 1.75, "aria-hidden": true } as const;

/** The menu under the button, open from the first: it came because somebody asked for it. */
export function EvidenceMenu({
  callId,
  playhead,
  copyLink,
  copyDispute,
  judgeAgain,
  putBack,
  children,
}: EvidenceProps & { children: React.ReactNode }) {
  const at = usePlayhead(playhead, Math.floor);
  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={copyDispute}>
          Copy dispute text <Kbd>C</Kbd>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={copyLink}>Copy link at {clock(at)}</DropdownMenuItem>
        <DropdownMenuItem asChild>
          <a href={`/calls/${callId}/evidence`} download>
            Download package
          </a>
        </DropdownMenuItem>
        {judgeAgain === null && putBack === null ? null : <DropdownMenuSeparator />}
        {judgeAgain === null ? null : (
          <DropdownMenuItem onSelect={judgeAgain}>
            <Scale {...icon} /> Judge again
          </DropdownMenuItem>
        )}
        {putBack === null ? null : (
          <DropdownMenuItem onSelect={putBack}>
            <RotateCcw {...icon} /> Put back in the queue
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
