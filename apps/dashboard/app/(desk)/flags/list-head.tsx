"use client";

import { useEffect, useRef } from "react";
import { cn } from "../../../lib/class-names.ts";
import { columns } from "./flag-row.tsx";

/** The names of the columns, and the box that selects every row that is loaded. */
export function ListHead({
  selected,
  loaded,
  onToggle,
}: {
  selected: number;
  loaded: number;
  onToggle: () => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  const isAll = loaded > 0 && selected >= loaded;
  useEffect(() => {
    if (box.current) box.current.indeterminate = selected > 0 && !isAll;
  }, [selected, isAll]);
  return (
    <div
      className={cn(
        columns,
        "h-9 flex-none border-border border-b text-muted-foreground text-xs max-[719px]:hidden",
      )}
    >
      <input
        ref={box}
        type="checkbox"
        className="block size-4"
        aria-label={`Select all ${loaded} that are loaded`}
        checked={isAll}
        onChange={onToggle}
      />
      <span />
      <span>Flag</span>
      <span>Vertical</span>
      <span className="text-right">Revenue</span>
      <span className="text-right">Window</span>
      <span className="text-right">Age</span>
    </div>
  );
}
