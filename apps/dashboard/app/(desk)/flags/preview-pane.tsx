"use client";

import { ArrowUpRight, Check, Flag, Volume2 } from "lucide-react";
import Link from "next/link";
import { Button } from "../../../components/ui/button.tsx";
import { Kbd } from "../../../components/ui/kbd.tsx";
import { callHref } from "../../../lib/call-href.ts";
import type { Choice } from "./decision-words.ts";
import { PreviewBody } from "./preview-body.tsx";
import type { ShownPreview } from "./preview-words.ts";

export interface PreviewPaneProps {
  /** The call that is looked at; null where the list is empty. */
  callId: string | null;
  /** The list, to come back to. */
  from: string;
  preview: ShownPreview | "failed" | null;
  /** With rows selected the bar decides, and here one may only play and open; so it is where all is decided. */
  act: ((choice: Choice) => void) | null;
  play: (() => void) | null;
  onSwitch: (toggle: (() => void) | null) => void;
}

/** The focused call beside the list. */
export function PreviewPane({ callId, from, preview, act, play, onSwitch }: PreviewPaneProps) {
  return (
    <>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
        {preview === null || callId === null ? (
          <Skeleton isEmpty={callId === null} />
        ) : preview === "failed" ? (
          <p role="alert" className="text-muted-foreground">
            This preview could not be read. The call itself may still be opened.
          </p>
        ) : (
          <PreviewBody preview={preview} onSwitch={onSwitch} />
        )}
      </div>
      {callId === null ? null : (
        <footer className="flex flex-none flex-wrap gap-2 border-border border-t px-4 py-3">
          {act === null ? (
            <Button className="flex-1" disabled={play === null} onClick={() => play?.()}>
              <Volume2 className="size-4" strokeWidth={1.75} /> Play clip <Kbd>Space</Kbd>
            </Button>
          ) : (
            <>
              <Button variant="primary" className="flex-1 px-2" onClick={() => act("confirmed_bad")}>
                <Flag className="size-4" strokeWidth={1.75} /> Confirm bad <Kbd>E</Kbd>
              </Button>
              <Button className="flex-1 px-2" onClick={() => act("marked_safe")}>
                <Check className="size-4" strokeWidth={1.75} /> Mark safe <Kbd>S</Kbd>
              </Button>
            </>
          )}
          <Button asChild className="flex-1 px-2">
            <Link href={callHref(callId, from)} prefetch={false}>
              <ArrowUpRight className="size-4" strokeWidth={1.75} /> Open <Kbd>↵</Kbd>
            </Link>
          </Button>
        </footer>
      )}
    </>
  );
}

function Skeleton({ isEmpty }: { isEmpty: boolean }) {
  if (isEmpty) return <p className="text-muted-foreground">No call to show.</p>;
  return (
    <div role="status" aria-label="Loading the preview" className="flex flex-col gap-3">
      <span className="h-[22px] w-40 rounded bg-accent" />
      <span className="h-[22px] w-56 rounded bg-accent" />
      <span className="h-36 rounded-[10px] bg-muted" />
      <span className="h-16 rounded bg-muted" />
    </div>
  );
}
