"use client";

import { ArrowUp } from "lucide-react";
import { Kbd } from "../../../components/ui/kbd.tsx";
import { count } from "../../../lib/format.ts";

/** Says that there are new flags, and lets them in when asked. */
export function NewFlagsPill({ arrived, load }: { arrived: number; load: () => void }) {
  return (
    <div role="status" className="pointer-events-none absolute inset-x-0 top-1 z-20 flex justify-center">
      {arrived === 0 ? null : (
        <button
          type="button"
          onClick={load}
          className="pointer-events-auto inline-flex h-7 items-center gap-1.5 rounded-full border border-border-strong bg-popover px-3 font-medium text-[12.5px] text-signal shadow-md pointer-coarse:h-10"
        >
          <ArrowUp className="size-3.5" strokeWidth={1.75} aria-hidden="true" />
          {arrived === 1 ? "1 new flag" : `${count(arrived)} new flags`} <Kbd>.</Kbd>
        </button>
      )}
    </div>
  );
}
