import { ChevronDown } from "lucide-react";
import { cn } from "../lib/class-names.ts";

export interface Chip {
  /** What the filter is called. */
  name: string;
  /** The value it holds, in words; null: it narrows nothing. */
  shown: string | null;
  /** Whether that value narrows the list; by itself each does. */
  isOn?: boolean;
}

export const chipLook =
  "inline-flex h-7 max-w-44 flex-none items-center gap-1.5 rounded-md border border-border-strong bg-card px-2.5 font-medium text-[12.5px] text-sub hover:bg-accent pointer-coarse:h-10";
export const chipIsOn = "border-signal bg-signal-soft text-foreground";

/** The button of a filter; it holds its value. */
export function ChipButton({
  name,
  shown,
  isOn = shown !== null,
  className,
  ...props
}: React.ComponentProps<"button"> & Chip) {
  return (
    <button
      type="button"
      aria-label={shown === null ? name : `${name}: ${shown}`}
      className={cn(chipLook, isOn && chipIsOn, className)}
      {...props}
    >
      <span className="truncate">{shown ?? name}</span>
      <ChevronDown className="size-3.5 flex-none" strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
