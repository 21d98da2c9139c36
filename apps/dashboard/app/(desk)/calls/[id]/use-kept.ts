"use client";

import { useCallback, useEffect, useState } from "react";

/** A setting that this browser keeps. What is kept and cannot be read is as if nothing were. */
export function useKept<T>(
  name: string,
  fallback: T,
  read: (kept: string) => T | null,
): [T, (value: T) => void] {
  const [value, setValue] = useState(fallback);
  useEffect(() => {
    // A browser may keep nothing for anybody.
    try {
      const kept = localStorage.getItem(name);
      const known = kept === null ? null : read(kept);
      if (known !== null) setValue(known);
    } catch {}
  }, [name, read]);
  const keep = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(name, String(next));
      } catch {}
    },
    [name],
  );
  return [value, keep];
}

export const readSwitch = (kept: string) => (kept === "true" ? true : kept === "false" ? false : null);
