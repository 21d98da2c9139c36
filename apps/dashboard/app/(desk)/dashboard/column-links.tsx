"use client";

import Link from "next/link";
import { useState } from "react";

export interface ColumnLink {
  href: string;
  /** What the column counts. */
  words: string;
  /** Of the picture's width, in percent. */
  left: number;
  width: number;
}

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => Math.min(last, at + 1),
  ArrowLeft: (at) => Math.max(0, at - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** The calls behind each column: a click or Enter opens them, the arrow keys go from column to column. One tab stop. */
export function ColumnLinks({
  columns,
  top,
  height,
}: {
  columns: readonly ColumnLink[];
  /** Of the picture's height, in percent. */
  top: number;
  height: number;
}) {
  const [at, setAt] = useState(columns.length - 1);
  const stop = Math.min(at, columns.length - 1);
  return (
    <ul
      aria-label="Calls behind the columns"
      onKeyDown={(event) => {
        const to = steps[event.key]?.(stop, columns.length - 1);
        if (to === undefined) return;
        event.preventDefault();
        event.currentTarget.querySelectorAll("a")[to]?.focus();
      }}
    >
      {columns.map(({ href, words, left, width }, index) => (
        <li key={href}>
          <Link
            href={href}
            prefetch={false}
            title={words}
            aria-label={`${words}. Open these calls`}
            tabIndex={index === stop ? 0 : -1}
            onFocus={() => setAt(index)}
            className="absolute rounded-[2px] hover:bg-foreground/6"
            style={{ left: `${left}%`, width: `${width}%`, top: `${top}%`, height: `${height}%` }}
          />
        </li>
      ))}
    </ul>
  );
}
