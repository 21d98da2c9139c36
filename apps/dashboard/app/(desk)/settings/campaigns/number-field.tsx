import { useState } from "react";
import { unknown } from "../../../../lib/format.ts";

/** A whole number of a campaign, kept on Enter or when the field is left; anything else is put back to what is stored. */
export function NumberField({
  label,
  stored,
  unit,
  least,
  most,
  placeholder = "",
  mayBeEmpty = false,
  maySet,
  disabled,
  onSet,
}: {
  label: string;
  stored: number | null;
  unit: string;
  least: number;
  most: number;
  /** What holds where nothing is set. */
  placeholder?: string;
  mayBeEmpty?: boolean;
  maySet: boolean;
  disabled: boolean;
  onSet: (value: number | null) => void;
}) {
  const shown = stored === null ? "" : String(stored);
  const [text, setText] = useState(shown);
  if (!maySet) {
    const known = stored === null ? placeholder : shown;
    return <>{known === "" ? unknown : `${known} ${unit}`}</>;
  }
  const keep = () => {
    if (text.trim() === "" && mayBeEmpty) {
      if (stored !== null) onSet(null);
      return;
    }
    const value = Number(text);
    if (text.trim() === "" || !Number.isInteger(value) || value < least || value > most) setText(shown);
    else if (value !== stored) onSet(value);
  };
  return (
    <span className="inline-flex items-center gap-1">
      <input
        aria-label={label}
        type="number"
        min={least}
        max={most}
        inputMode="numeric"
        value={text}
        placeholder={placeholder === "" ? unknown : placeholder}
        disabled={disabled}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") setText(shown);
        }}
        className="h-7 w-16 rounded-md border border-input bg-card px-1.5 text-right placeholder:text-muted-foreground pointer-coarse:h-10"
      />
      {unit}
    </span>
  );
}
