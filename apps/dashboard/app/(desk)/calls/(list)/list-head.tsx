import { cn } from "../../../../lib/class-names.ts";
import { columns } from "./call-row-view.tsx";

const names = [
  ["Ended", ""],
  ["Caller", ""],
  ["Campaign", ""],
  ["Publisher", ""],
  ["Length", "text-right"],
  ["Revenue", "text-right"],
  ["Status", "pl-3"],
  ["Flags", ""],
  ["Verdict", ""],
  ["To flag", "text-right", "From hang-up to the flag"],
  ["AI cost", "text-right", "What its models and machines took"],
] as const;

/** The names of the columns; on a phone rows name themselves. */
export function ListHead({
  maySelect,
  isAll,
  onAll,
}: {
  maySelect: boolean;
  isAll: boolean;
  onAll: (isAll: boolean) => void;
}) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 bg-card max-[719px]:hidden">
      <div
        role="row"
        aria-rowindex={1}
        className={cn(
          "grid h-8 items-center gap-x-3 border-border border-b px-5 text-muted-foreground text-xs",
          columns,
        )}
      >
        <span role="columnheader">
          {maySelect ? (
            <input
              type="checkbox"
              checked={isAll}
              onChange={(event) => onAll(event.target.checked)}
              aria-label="Select all loaded calls"
              className="block size-4"
            />
          ) : (
            <span className="sr-only">Selection</span>
          )}
        </span>
        {names.map(([name, className, title]) => (
          <span key={name} role="columnheader" title={title} className={cn("whitespace-nowrap", className)}>
            {name}
          </span>
        ))}
      </div>
    </div>
  );
}
