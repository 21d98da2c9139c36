import { ArrowDown, ArrowUp, X } from "lucide-react";
import { Button } from "../../../../components/ui/button.tsx";
import type { PatternRow } from "./edited-patterns.ts";
import { VerticalSelect } from "./vertical-select.tsx";

/** One pattern: the words of a name, the vertical that they stand for, and what they would match. */
export function PatternLine({
  row,
  at,
  last,
  says,
  verticals,
  onChange,
  onMove,
  onRemove,
}: {
  row: PatternRow;
  at: number;
  last: number;
  says: string;
  verticals: readonly string[];
  onChange: (row: PatternRow) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const nth = `pattern ${at + 1}`;
  const verbs = [
    { label: `Move ${nth} up`, icon: ArrowUp, isOff: at === 0, run: () => onMove(-1) },
    { label: `Move ${nth} down`, icon: ArrowDown, isOff: at === last, run: () => onMove(1) },
    { label: `Remove ${nth}`, icon: X, isOff: false, run: onRemove },
  ];
  return (
    <li className="border-border border-t py-2.5 first:border-t-0">
      <div className="flex flex-wrap items-center gap-2">
        {row.expression === null ? (
          <input
            aria-label={`Words of ${nth}`}
            value={row.words}
            maxLength={500}
            placeholder="medicare, med supp, medig*"
            onChange={(event) => onChange({ ...row, words: event.target.value })}
            className="h-8 min-w-48 flex-1 rounded-md border border-input bg-card px-2.5 pointer-coarse:h-10"
          />
        ) : (
          <code
            className="min-w-48 flex-1 break-all text-[12px]"
            title="Written as an expression; it is kept as it is"
          >
            {row.expression}
          </code>
        )}
        <VerticalSelect
          label={`Vertical of ${nth}`}
          value={row.vertical}
          verticals={verticals}
          onChange={(vertical) => onChange({ ...row, vertical })}
        />
        <span className="flex">
          {verbs.map(({ label, icon: Icon, isOff, run }) => (
            <Button
              key={label}
              size="icon"
              variant="ghost"
              className="pointer-coarse:w-10"
              aria-label={label}
              disabled={isOff}
              onClick={run}
            >
              <Icon className="size-4" strokeWidth={1.75} aria-hidden="true" />
            </Button>
          ))}
        </span>
      </div>
      <p className="mt-1 text-muted-foreground text-xs">{says}</p>
    </li>
  );
}
