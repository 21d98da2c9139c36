"use client";

import { ChevronDown } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../../../components/ui/dropdown-menu.tsx";
import { cn } from "../../../lib/class-names.ts";

export interface Choosable {
  value: string;
  label: string;
}

export function ChipButton({
  isOn,
  className,
  children,
  ...props
}: React.ComponentProps<"button"> & { isOn: boolean }) {
  return (
    <button
      type="button"
      className={cn(
        "inline-flex h-7 max-w-52 flex-none items-center gap-1.5 rounded-md border border-border-strong bg-card px-2.5 font-medium text-[12.5px] text-sub hover:bg-accent pointer-coarse:h-10",
        isOn && "border-signal bg-signal-soft text-foreground",
        className,
      )}
      {...props}
    >
      {children}
    </button>
  );
}

/** A filter that holds one value; its menu sets it or clears it. */
export function FilterChip({
  name,
  value,
  options,
  anyLabel = "Any",
  choose,
}: {
  name: string;
  value: string | null;
  options: readonly Choosable[];
  /** What the entry that clears it is called; where it is not "Any", the chip says so too. */
  anyLabel?: string;
  choose: (value: string | null) => void;
}) {
  const chosen = options.find((one) => one.value === value)?.label ?? value;
  const label = chosen ?? (anyLabel === "Any" ? name : anyLabel);
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <ChipButton isOn={value !== null} aria-label={label === name ? name : `${name}: ${label}`}>
          <span className="truncate">{label}</span>
          <ChevronDown className="size-3.5 flex-none" strokeWidth={1.75} aria-hidden="true" />
        </ChipButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent aria-label={name}>
        <DropdownMenuRadioGroup
          value={value ?? ""}
          onValueChange={(next) => choose(next === "" ? null : next)}
        >
          <DropdownMenuRadioItem value="">{anyLabel}</DropdownMenuRadioItem>
          <DropdownMenuSeparator />
          {options.map((one) => (
            <DropdownMenuRadioItem key={one.value} value={one.value}>
              <span className="truncate">{one.label}</span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
