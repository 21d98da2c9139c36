import { useRef } from "react";
import { type Chip, ChipButton } from "./chip-button.tsx";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "./ui/dropdown-menu.tsx";

export interface Choice {
  value: string;
  label: React.ReactNode;
}

/** One value, or none, which is called `anyLabel`; or several, each put on and off while the menu stays open. */
export type Chosen =
  | { value: string | null; anyLabel?: string; choose: (value: string | null) => void }
  | { values: readonly string[]; toggle: (value: string) => void };

export type ChoiceMenuProps = Chip & {
  choices: readonly Choice[];
  chosen: Chosen;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  /** It opens as it comes: radix-ui has not seen the key that opened it. */
  startsAtFirst: boolean;
};

export function ChoiceMenu({ choices, chosen, isOpen, setOpen, startsAtFirst, ...chip }: ChoiceMenuProps) {
  const isToStart = useRef(startsAtFirst);
  return (
    <DropdownMenu modal={false} open={isOpen} onOpenChange={setOpen}>
      <DropdownMenuTrigger asChild>
        <ChipButton {...chip} />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        aria-label={chip.name}
        onFocus={({ target, currentTarget }) => {
          if (target !== currentTarget || !isToStart.current) return;
          isToStart.current = false;
          currentTarget.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
        }}
      >
        {"values" in chosen ? (
          choices.map(({ value, label }) => (
            <DropdownMenuCheckboxItem
              key={value}
              checked={chosen.values.includes(value)}
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={() => chosen.toggle(value)}
            >
              {label}
            </DropdownMenuCheckboxItem>
          ))
        ) : (
          <DropdownMenuRadioGroup
            value={chosen.value ?? ""}
            onValueChange={(value) => chosen.choose(value === "" ? null : value)}
          >
            <DropdownMenuRadioItem value="">{chosen.anyLabel ?? "Any"}</DropdownMenuRadioItem>
            <DropdownMenuSeparator />
            {choices.map(({ value, label }) => (
              <DropdownMenuRadioItem key={value} value={value}>
                <span className="truncate">{label}</span>
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
