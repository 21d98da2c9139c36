"use client";

import { ChoiceChip } from "../../../components/choice-chip.tsx";
import { SeverityBars } from "../../../components/severity.tsx";
import { Kbd } from "../../../components/ui/kbd.tsx";
import { severityWord } from "../../../lib/format.ts";

const levels = [4, 3, 2, 1] as const;
const choices = levels.map((level) => ({
  value: String(level),
  label: (
    <>
      <SeverityBars severity={level} />
      {severityWord(level)}
      <span className="ml-auto pl-6">
        <Kbd>{level}</Kbd>
      </span>
    </>
  ),
}));

/** The severities that are shown: any, or those that are ticked. */
export function SeverityChip({
  chosen,
  toggle,
  ...opening
}: {
  chosen: readonly number[];
  toggle: (level: number) => void;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
}) {
  const words = levels.filter((level) => chosen.includes(level)).map((level) => severityWord(level));
  return (
    <ChoiceChip
      name="Severity"
      shown={words.length === 0 ? null : words.join(", ")}
      choices={choices}
      chosen={{ values: chosen.map(String), toggle: (level) => toggle(Number(level)) }}
      {...opening}
    />
  );
}
