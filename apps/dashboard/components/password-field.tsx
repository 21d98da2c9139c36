"use client";

import { Eye, EyeOff } from "lucide-react";
import { useId, useState } from "react";

/** A labelled password that can be looked at; `meter` says in words how far a new one is. */
export function PasswordField({
  label,
  meter = false,
  ...props
}: Omit<React.ComponentProps<"input">, "type"> & { label: string; meter?: boolean }) {
  const id = useId();
  const [isShown, setShown] = useState(false);
  const [length, setLength] = useState(0);
  const Icon = isShown ? EyeOff : Eye;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <span className="relative">
        <input
          id={id}
          type={isShown ? "text" : "password"}
          aria-describedby={meter ? `${id}-meter` : undefined}
          onChange={({ currentTarget }) => setLength(currentTarget.value.length)}
          className="h-8 w-full rounded-md border border-input bg-card pr-9 pl-2.5 pointer-coarse:h-10"
          {...props}
        />
        <button
          type="button"
          aria-label={isShown ? "Hide what is typed" : "Show what is typed"}
          onClick={() => setShown(!isShown)}
          className="absolute inset-y-0 right-0 grid w-9 place-items-center rounded-md text-muted-foreground hover:text-foreground"
        >
          <Icon className="size-4" strokeWidth={1.75} aria-hidden="true" />
        </button>
      </span>
      {meter ? (
        <p id={`${id}-meter`} aria-live="polite" className="text-muted-foreground text-xs">
          {meterWords(length)}
        </p>
      ) : null}
    </div>
  );
}

function meterWords(length: number): string {
  if (length === 0) return "At least 15 characters. A few unrelated words are good.";
  if (length < 15) return `${15 - length} more ${length === 14 ? "character" : "characters"}.`;
  return length < 20
    ? "Long enough. It is checked against leaked ones."
    : "Long. It is checked against leaked ones.";
}
