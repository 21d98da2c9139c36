"use client";

import { useEffect } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Kbd } from "../../../components/ui/kbd.tsx";
import type { Notice } from "./use-decisions.ts";

const shownMs = 10_000;

/** One message at a time; an error stays until it is closed. */
export function Toast({ notice, dismiss }: { notice: Notice | null; dismiss: () => void }) {
  useEffect(() => {
    if (notice === null || notice.isError) return;
    const timer = setTimeout(dismiss, shownMs);
    return () => clearTimeout(timer);
  }, [notice, dismiss]);
  return (
    <div role="status" aria-live="polite" className="pointer-events-none absolute bottom-4 left-4 z-30">
      {notice ? (
        <p className="pointer-events-auto flex items-center gap-3 rounded-[10px] border border-border bg-popover py-2 pr-2 pl-3.5 shadow-xl">
          {notice.text}
          {notice.undo ? (
            <Button
              size="small"
              onClick={() => {
                notice.undo?.();
                dismiss();
              }}
            >
              Undo <Kbd>Z</Kbd>
            </Button>
          ) : (
            <Button size="small" variant="ghost" onClick={dismiss}>
              {notice.change ? "Keep" : "Close"}
            </Button>
          )}
          {notice.change ? (
            <Button size="small" onClick={notice.change.run}>
              {notice.change.label}
            </Button>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}
