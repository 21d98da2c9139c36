import { ChevronDown } from "lucide-react";
import { Button } from "../../../../components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "../../../../components/ui/dropdown-menu.tsx";
import { cn } from "../../../../lib/class-names.ts";

interface Choice {
  value: string;
  label: React.ReactNode;
}

/** The button of a filter; it holds its value. */
export function ChipButton({
  name,
  shown,
  ...props
}: React.ComponentProps<"button"> & { name: string; shown: string | null }) {
  return (
    <Button
      size="small"
      {...props}
      className={cn(
        "max-w-60 flex-none",
        shown === null ? "text-sub" : "border-foreground/60 text-foreground",
      )}
    >
      <span className="truncate">{shown === null ? name : `${name}: ${shown}`}</span>
      <ChevronDown
        className="size-3.5 flex-none text-muted-foreground"
        strokeWidth={1.75}
        aria-hidden="true"
      />
    </Button>
  );
}

/** A filter of one value; the first choice takes it off. */
export function OneChip({
  name,
  shown,
  value,
  choices,
  onChange,
}: {
  name: string;
  shown: string | null;
  value: string | null;
  choices: readonly Choice[];
  onChange: (value: string | null) => void;
}) {
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <ChipButton name={name} shown={shown} />
      </DropdownMenuTrigger>
      <DropdownMenuContent aria-label={name}>
        <DropdownMenuRadioGroup
          value={value ?? ""}
          onValueChange={(chosen) => onChange(chosen === "" ? null : chosen)}
        >
          <DropdownMenuRadioItem value="">Any</DropdownMenuRadioItem>
          {choices.map((choice) => (
            <DropdownMenuRadioItem key={choice.value} value={choice.value}>
              {choice.label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** A filter of several values; the menu stays open while they are chosen. */
export function ManyChip({
  name,
  shown,
  values,
  choices,
  onChange,
}: {
  name: string;
  shown: string | null;
  values: readonly string[];
  choices: readonly Choice[];
  onChange: (values: string[]) => void;
}) {
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <ChipButton name={name} shown={shown} />
      </DropdownMenuTrigger>
      <DropdownMenuContent aria-label={name}>
        {choices.map(({ value, label }) => (
          <DropdownMenuCheckboxItem
            key={value}
            checked={values.includes(value)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(isChosen) =>
              onChange(isChosen ? [...values, value] : values.filter((one) => one !== value))
            }
          >
            {label}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
