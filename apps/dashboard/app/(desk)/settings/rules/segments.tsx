"use client";

import { useId } from "react";
import { SeverityBars } from "../../../../components/severity.tsx";

/** One of a few choices, side by side. */
export function Segments<T extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: readonly { value: T; word: string; level?: number }[];
  value: T;
  onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-medium">{label}</legend>
      <div className="inline-flex max-w-full flex-wrap gap-px rounded-[7px] bg-accent p-0.5">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex cursor-pointer items-center gap-1.5 rounded-[5px] px-2.5 font-medium text-[12.5px] text-sub leading-7 has-checked:bg-card has-checked:text-foreground has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-ring dark:has-checked:bg-border-strong pointer-coarse:leading-10"
          >
            <input
              type="radio"
              name={name}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              className="sr-only"
            />
            {choice.level === undefined ? null : <SeverityBars severity={choice.level} />}
            {choice.word}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
