"use client";

import { useCallback, useEffect, useState } from "react";
import { keepHere, readKept } from "../../../../lib/kept-here.ts";

/** A setting that this browser keeps. What is kept and cannot be read is as if nothing were. */
export function useKept<T>(
  name: string,
  fallback: T,
  read: (kept: string) => T | null,
): [T, (value: T) => void] {
  const [value, setValue] = useState(fallback);
  useEffect(() => {
    const kept = readKept(name);
    const known = kept === null ? null : read(kept);
    if (known !== null) setValue(known);
  }, [name, read]);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      keepHere(name, String(next));
    },
    [name],
  );
  return [value, keep];
}

export const readSwitch = (kept: string) => (kept === "true" ? true : kept === "false" ? false : null);
