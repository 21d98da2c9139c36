import type { InboxTab } from "@callscript/core/desk/inbox.sql.ts";
import { Check, Flag, RotateCcw, X } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { Kbd } from "../../../components/ui/kbd.tsx";
import type { InboxRow } from "./inbox-row.ts";

/** What can be done with a selection; it owns the keys while it is there. */
export function BulkBar({
  tab,
  rows,
  act,
  clear,
}: {
  tab: InboxTab;
  rows: readonly InboxRow[];
  act: (choice: "confirmed_bad" | "marked_safe" | "reopened") => void;
  clear: () => void;
}) {
  const usd = rows
    .reduce((sum, row) => sum + row.revenueUsd, 0)
    .toLocaleString("en-US", { style: "currency", currency: "USD" });
  const decided = tab === "confirmed" || tab === "safe";
  return (
    <div
      role="toolbar"
      aria-label="Decide on the selection"
      className="absolute bottom-[18px] left-1/2 z-20 flex h-12 max-w-[calc(100%-16px)] -translate-x-1/2 items-center gap-2 whitespace-nowrap rounded-xl border border-border bg-popover pr-2 pl-3.5 shadow-xl"
    >
      <span className="font-medium">{rows.length} selected</span>
      <span className="text-muted-foreground max-[719px]:hidden">{usd}</span>
      <span className="mx-1 h-5 w-px bg-border" />
      {decided ? (
        <Button variant="primary" onClick={() => act("reopened")}>
          <RotateCcw className="size-4" strokeWidth={1.75} /> Reopen <Kbd>U</Kbd>
        </Button>
      ) : (
        <>
          <Button variant="primary" onClick={() => act("confirmed_bad")}>
            <Flag className="size-4" strokeWidth={1.75} /> Confirm bad <Kbd>E</Kbd>
          </Button>
          <Button onClick={() => act("marked_safe")}>
            <Check className="size-4" strokeWidth={1.75} /> Mark safe <Kbd>S</Kbd>
          </Button>
        </>
      )}
      <Button variant="ghost" size="icon" aria-label="Clear the selection" onClick={clear}>
        <X className="size-4" strokeWidth={1.75} />
      </Button>
    </div>
  );
}
