import { useRef, useState } from "react";
import { openOnArrow, tellsOpen } from "./open-select.ts";

/**
 * For a select whose change is stored at once. Where the browser cannot tell that it is open, each key on a closed one
 * would be a choice: what keys pass over is only shown, and acts at Enter or when the focus goes; Escape takes it back.
 */
export function useHeldChoice(value: string, act: (value: string) => void) {
  const [passed, pass] = useState<string | null>(null);
  const isByKey = useRef(false);
  const settle = () => {
    isByKey.current = false;
    pass(null);
    if (passed !== null && passed !== value) act(passed);
  };
  return {
    value: passed ?? value,
    onPointerDown: () => {
      isByKey.current = false;
    },
    onKeyDown: (event: React.KeyboardEvent<HTMLSelectElement>) => {
      if (tellsOpen()) openOnArrow(event);
      else if (event.key === "Enter") settle();
      else if (event.key === "Escape") pass(null);
      else isByKey.current = true;
    },
    onBlur: settle,
    onChange: (event: React.ChangeEvent<HTMLSelectElement>) => {
      if (isByKey.current) return pass(event.target.value);
      pass(null);
      act(event.target.value);
    },
  };
}
