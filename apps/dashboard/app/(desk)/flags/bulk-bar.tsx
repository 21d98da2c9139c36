"use client";

import type { InboxTab } from "@callscript/core/desk/inbox-filter.ts";
import { Check, Flag, NotebookPen, RotateCcw, X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Kbd } from "../../../components/ui/kbd.tsx";
import { count } from "../../../lib/format.ts";
import type { Choice } from "./decision-words.ts";

export interface BulkBarProps {
  tab: InboxTab;
  selected: number;
  /** The money of the selection, in words. */
  money: string;
  /** Whether a note is being written, and for what the verdict then counts. */
  isNoting: boolean;
  setNoting: (isNoting: boolean) => void;
  /** "Select all 1,284 that match", where there are more than are selected. */
  selectAll: { label: string; run: () => void } | null;
  act: (choice: Choice, note: string | null) => void;
  clear: () => void;
}

/** What can be done with a selection; it owns the keys while it is there. */
export function BulkBar({ tab, selected, money, isNoting, setNoting, selectAll, act, clear }: BulkBarProps) {
  const [note, setNote] = useState("");
  const words = isNoting && note.trim() !== "" ? note.trim() : null;
  const isDecided = tab === "confirmed" || tab === "safe";
  return (
    <div
      role="toolbar"
      aria-label="Decide on the selection"
      className="absolute inset-x-2 bottom-[18px] z-20 mx-auto flex min-h-12 w-fit max-w-full flex-wrap items-center gap-2 whitespace-nowrap rounded-xl border border-border bg-popover py-1.5 pr-2 pl-3.5 shadow-xl max-[719px]:w-auto max-[719px]:[&_kbd]:hidden"
    >
      <span className="font-medium">{selected === 0 ? "This call" : `${count(selected)} selected`}</span>
      <span className="text-muted-foreground max-[719px]:hidden">{money}</span>
      {selectAll === null ? null : (
        <Button size="small" variant="ghost" className="text-signal" onClick={selectAll.run}>
          {selectAll.label}
        </Button>
      )}
      <span className="mx-1 h-5 w-px bg-border max-[719px]:hidden" />
      {isNoting ? (
        <input
          aria-label="Note with the verdict"
          placeholder="Note with the verdict"
          // biome-ignore lint/a11y/noAutofocus: the person asked for this field by a key or a button.
          autoFocus
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setNoting(false);
            else if (event.key === "Enter") act(event.shiftKey ? "marked_safe" : "confirmed_bad", words);
            else return;
            event.preventDefault();
          }}
          className="h-8 min-w-32 flex-1 rounded-md border border-input bg-card px-2.5 pointer-coarse:h-10"
        />
      ) : null}
      {isDecided ? (
        <Button variant="primary" onClick={() => act("reopened", null)}>
          <RotateCcw className="size-4" strokeWidth={1.75} /> Reopen <Kbd>U</Kbd>
        </Button>
      ) : (
        <>
          <Button
            variant="primary"
            className="max-[719px]:flex-1"
            onClick={() => act("confirmed_bad", words)}
          >
            <Flag className="size-4" strokeWidth={1.75} /> Confirm bad <Kbd>{isNoting ? "↵" : "E"}</Kbd>
          </Button>
          <Button className="max-[719px]:flex-1" onClick={() => act("marked_safe", words)}>
            <Check className="size-4" strokeWidth={1.75} /> Mark safe <Kbd>{isNoting ? "⇧↵" : "S"}</Kbd>
          </Button>
          {isNoting ? null : (
            <Button variant="ghost" className="max-[719px]:hidden" onClick={() => setNoting(true)}>
              <NotebookPen className="size-4" strokeWidth={1.75} /> Note <Kbd>N</Kbd>
            </Button>
          )}
        </>
      )}
      <Button variant="ghost" size="icon" aria-label="Clear the selection" onClick={clear}>
        <X className="size-4" strokeWidth={1.75} />
      </Button>
    </div>
  );
}
