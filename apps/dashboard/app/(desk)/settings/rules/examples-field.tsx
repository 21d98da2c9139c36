"use client";

import { Check, Flag, Plus, X } from "lucide-react";
import { useId } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { FieldNotes } from "./field-notes.tsx";
import type { FieldNote } from "./rule-state.ts";

/** Calls that the rule flags, or that it does not; one turn, or turns with who speaks. */
export function ExamplesField({
  side,
  label,
  examples,
  notes,
  onChange,
}: {
  side: "flag" | "pass";
  label: string;
  examples: readonly string[];
  notes: readonly FieldNote[];
  onChange: (examples: string[]) => void;
}) {
  const id = useId();
  const Icon = side === "flag" ? Flag : Check;
  const replace = (place: number, text: string) => onChange(examples.with(place, text));
  return (
    <fieldset>
      <legend className="mb-1 flex w-full justify-between font-medium">
        {label}
        <span className="font-normal text-muted-foreground text-xs">
          {examples.length} {examples.length === 1 ? "example" : "examples"}
        </span>
      </legend>
      <ul className="divide-y divide-border rounded-md border border-input">
        {examples.map((example, place) => (
          <li key={place} className="flex items-start gap-2 px-2.5 py-1.5">
            <Icon className="mt-1 size-3.5 flex-none" strokeWidth={1.75} aria-hidden="true" />
            <textarea
              aria-label={`${label}, example ${place + 1}`}
              aria-describedby={`${id}-notes`}
              rows={1}
              value={example}
              maxLength={4_000}
              onChange={(event) => replace(place, event.target.value)}
              className="min-w-0 flex-1 resize-none bg-transparent leading-5 [field-sizing:content]"
            />
            <button
              type="button"
              aria-label={`Remove example ${place + 1} of ${label}`}
              onClick={() => onChange(examples.filter((_, index) => index !== place))}
              className="grid size-6 flex-none place-items-center rounded-md text-sub hover:bg-accent pointer-coarse:size-10"
            >
              <X className="size-3.5" strokeWidth={1.75} aria-hidden="true" />
            </button>
          </li>
        ))}
        <li className="px-1 py-1">
          <Button size="small" variant="ghost" onClick={() => onChange([...examples, ""])}>
            <Plus className="size-3.5" strokeWidth={1.75} aria-hidden="true" />
            Add example
          </Button>
        </li>
      </ul>
      <FieldNotes id={`${id}-notes`} notes={notes.filter(({ field }) => field === side)} />
    </fieldset>
  );
}
