"use client";

import { useEffect, useRef } from "react";
import { Kbd } from "../../../../components/ui/kbd.tsx";
import { isTyping } from "../../../../lib/is-typing.ts";
import type { CallSearch } from "./use-search.ts";

/** Looks for words in this call: `/` leads here, Enter goes on to the next, Escape leaves. */
export function SearchField({ search: { wanted, setWanted, matches, at, step } }: { search: CallSearch }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <span className="relative ml-auto">
        <input
          ref={field}
          type="search"
          value={wanted}
          maxLength={100}
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
            if (event.key !== "Escape") return;
            event.stopPropagation();
            setWanted("");
            event.currentTarget.blur();
          }}
          placeholder="Search this call"
          aria-label="Search this call"
          className="h-7 w-44 rounded-md border border-input bg-card px-2 text-[12.5px] pointer-coarse:h-10"
        />
        {wanted === "" ? (
          <span className="pointer-events-none absolute top-[5px] right-1.5">
            <Kbd>/</Kbd>
          </span>
        ) : null}
      </span>
      <span className="whitespace-nowrap text-muted-foreground text-xs" aria-live="polite">
        {wanted.trim() === "" ? "" : matches.length === 0 ? "Not said" : `${at + 1} of ${matches.length}`}
      </span>
    </>
  );
}
