"use client";

import { Check, Flag, RotateCcw } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { Kbd } from "../../../../components/ui/kbd.tsx";
import type { Choice } from "./use-verdict.ts";

const words = { confirmed_bad: "Confirmed bad", marked_safe: "Marked safe" } as const;
const icon = { className: "size-4", strokeWidth: 1.75, "aria-hidden": true } as const;

export interface Verdict {
  verdict: "confirmed_bad" | "marked_safe" | null;
  /** "you", "Jon". */
  by: string | null;
  /** "2:41 PM". */
  at: string | null;
}

export interface VerdictBarProps {
  decided: Verdict;
  isSaving: boolean;
  decide: (choice: Choice) => void;
  /** What is said with the verdict; null: its field is not open. */
  note: string | null;
  setNote: (note: string | null) => void;
  /** Whether the next call opens by itself; null where there is no list to go on in. */
  goesOn: boolean | null;
  setGoesOn: (goesOn: boolean) => void;
}

/** The verdict on the call: two buttons, a note with them, or what was decided and its undo. */
export function VerdictBar({ decided, isSaving, decide, note, setNote, goesOn, setGoesOn }: VerdictBarProps) {
  const field = useRef<HTMLInputElement>(null);
  const adds = useRef<HTMLButtonElement>(null);
  const wasPressed = useRef(false);
  const isNoting = note !== null;
  useEffect(() => {
    if (isNoting) field.current?.focus();
    // The key leaves the focus with the page; who pressed the button is there again.
    else if (wasPressed.current) {
      wasPressed.current = false;
      adds.current?.focus();
    }
  }, [isNoting]);
  if (decided.verdict !== null)
    return (
      <p className="flex flex-wrap items-center gap-2 px-4 py-3">
        {decided.verdict === "confirmed_bad" ? (
          <Flag {...icon} />
        ) : (
          <Check {...icon} className="size-4 text-safe-ink" />
        )}
        <span>
          {words[decided.verdict]} by {decided.by ?? "somebody"}
          {decided.at === null ? "" : `, ${decided.at}`}.
        </span>
        <Button size="small" className="ml-auto" disabled={isSaving} onClick={() => decide("reopened")}>
          <RotateCcw className="size-3.5" strokeWidth={1.75} aria-hidden="true" /> Undo <Kbd>U</Kbd>
        </Button>
      </p>
    );
  return (
    <div className="px-4 py-2.5">
      {isNoting ? (
        <input
          ref={field}
          value={note}
          maxLength={2000}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setNote(null);
            if (event.key === "Enter" && !isSaving) decide("confirmed_bad");
          }}
          placeholder="Note with the verdict; Enter confirms bad"
          aria-label="Note with the verdict"
          className="mb-2 h-8 w-full rounded-md border border-input bg-card px-2.5"
        />
      ) : null}
      <div className="grid grid-cols-2 gap-2">
        <Button variant="primary" disabled={isSaving} onClick={() => decide("confirmed_bad")}>
          <Flag {...icon} /> Confirm bad <Kbd>E</Kbd>
        </Button>
        <Button disabled={isSaving} onClick={() => decide("marked_safe")}>
          <Check {...icon} /> Mark safe <Kbd>S</Kbd>
        </Button>
      </div>
      <p className="mt-1.5 flex flex-wrap items-center gap-x-3 text-muted-foreground text-xs">
        {isNoting ? null : (
          <button
            ref={adds}
            type="button"
            className="hover:text-foreground"
            onClick={() => {
              wasPressed.current = true;
              setNote("");
            }}
          >
            Add a note <Kbd>N</Kbd>
          </button>
        )}
        {goesOn === null ? null : (
          <label className="ml-auto inline-flex items-center gap-1.5">
            <input type="checkbox" checked={goesOn} onChange={(event) => setGoesOn(event.target.checked)} />
            Then open the next call
          </label>
        )}
      </p>
    </div>
  );
}
