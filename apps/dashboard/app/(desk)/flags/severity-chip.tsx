"use client";

import { ChevronDown } from "lucide-react";
import { SeverityBars } from "../../../components/severity.tsx";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "../../../components/ui/dropdown-menu.tsx";
import { Kbd } from "../../../components/ui/kbd.tsx";
import { severityWord } from "../../../lib/format.ts";
import { ChipButton } from "./filter-chip.tsx";

const levels = [4, 3, 2, 1] as const;

/** The severities that are shown: any, or those that are ticked. */
export function SeverityChip({
  chosen,
  toggle,
  isOpen,
  setOpen,
}: {
  chosen: readonly number[];
  toggle: (level: number) => void;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
}) {
  const words = levels.filter((level) => chosen.includes(level)).map((level) => severityWord(level));
  return (
    <DropdownMenu modal={false} open={isOpen} onOpenChange={setOpen}>
      <DropdownMenuTrigger asChild>
        <ChipButton
          isOn={chosen.length > 0}
          aria-label={chosen.length === 0 ? "Severity" : `Severity: ${words.join(", ")}`}
        >
          <span className="truncate">{words.length === 0 ? "Severity" : words.join(", ")}</span>
          <ChevronDown className="size-3.5 flex-none" strokeWidth={1.75} aria-hidden="true" />
        </ChipButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent aria-label="Severity">
        {levels.map((level) => (
          <DropdownMenuCheckboxItem
            key={level}
            checked={chosen.includes(level)}
            onCheckedChange={() => toggle(level)}
            onSelect={(event) => event.preventDefault()}
          >
            <SeverityBars severity={level} />
            {severityWord(level)}
            <span className="ml-auto pl-6">
              <Kbd>{level}</Kbd>
            </span>
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
