"use client";

import { useId } from "react";
import { FieldNotes } from "./field-notes.tsx";
import type { FieldNote } from "./rule-state.ts";

interface ControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

/** A labelled control with what is wrong with it. */
export function EditorField({
  name,
  label,
  hint,
  notes,
  children,
}: {
  name: string;
  label: string;
  hint?: string;
  notes: readonly FieldNote[];
  children: (props: ControlProps) => React.ReactNode;
}) {
  const id = useId();
  const own = notes.filter(({ field }) => field === name);
  const isWrong = own.some(({ level }) => level === "fault");
  const described = [...(hint ? [`${id}-hint`] : []), ...(own.length > 0 ? [`${id}-notes`] : [])].join(" ");
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": isWrong || undefined,
      })}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-muted-foreground text-xs">
          {hint}
        </p>
      ) : null}
      <FieldNotes id={`${id}-notes`} notes={own} />
    </div>
  );
}
