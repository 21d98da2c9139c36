import { useRef } from "react";

/** The same object as long as its content is the same: a page read again brings equal data as new objects. */
export function useStable<T>(value: T): T {
  const seen = useRef(value);
  const kept = useRef(value);
  if (seen.current !== value) {
    seen.current = value;
    if (JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value;
  }
  return kept.current;
}
