"use client";

import type { InboxCursor, InboxTab } from "@callscript/core/desk/inbox.sql.ts";
import { useRouter } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { SeverityBars } from "../../../components/severity.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { more } from "./actions.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { EmptyInbox } from "./empty-inbox.tsx";
import { FlagRow } from "./flag-row.tsx";
import type { InboxRow } from "./inbox-row.ts";
import { Toast } from "./toast.tsx";
import { useDecisions } from "./use-decisions.ts";
import { useListKeys } from "./use-list-keys.ts";

const nothingLoaded: { rows: InboxRow[]; next: InboxCursor | null } = { rows: [], next: null };

/** The inbox: rows by severity, a selection, keys, and decisions that can be taken back. */
export function FlagList({ tab, rows, next }: { tab: InboxTab; rows: InboxRow[]; next: InboxCursor | null }) {
  const router = useRouter();
  const { current, notice, decide, undoLast, dismiss, fail } = useDecisions();
  const [loaded, setLoaded] = useState(nothingLoaded);
  const [focused, setFocused] = useState<string | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const grid = useRef<HTMLDivElement>(null);

  const visible = useMemo(() => {
    // Loaded further down earlier, a row may be newer in what was just read.
    const first = new Map([...rows, ...loaded.rows].map((row) => [row.id, row]));
    for (const row of rows) first.set(row.id, row);
    return current([...first.values()]);
  }, [rows, loaded.rows, current]);
  const cursor = loaded === nothingLoaded ? next : loaded.next;
  const focusedIndex = Math.max(
    0,
    visible.findIndex((row) => row.id === focused),
  );
  const chosen = visible.filter((row) => selected.has(row.id));

  const move = (index: number) => {
    const row = visible[Math.min(Math.max(index, 0), visible.length - 1)];
    if (row) setFocused(row.id);
  };
  const toggle = (id: string) =>
    setSelected(
      (current) => new Set(current.has(id) ? [...current].filter((one) => one !== id) : [...current, id]),
    );
  const act = (choice: "confirmed_bad" | "marked_safe" | "reopened") => {
    const current = visible[focusedIndex];
    const rowsToDecide = chosen.length > 0 ? chosen : current ? [current] : [];
    const leaving = new Set(rowsToDecide.map((row) => row.id));
    const following =
      visible.find((row, index) => index >= focusedIndex && !leaving.has(row.id)) ??
      visible.findLast((row) => !leaving.has(row.id));
    setFocused(following?.id ?? null);
    setSelected(new Set());
    void decide(rowsToDecide, choice);
  };
  const open = () => {
    const row = visible[focusedIndex];
    if (row) router.push(`/calls/${row.id}`);
  };
  useListKeys({
    tab,
    focusedIndex,
    count: visible.length,
    move,
    toggleFocused: () => toggle(visible[focusedIndex]?.id ?? ""),
    act,
    open,
    undo: undoLast,
    clear: () => setSelected(new Set()),
  });

  useEffect(() => {
    if (focused !== null)
      grid.current?.querySelector<HTMLElement>(`[data-row="${focused}"]`)?.focus({ preventScroll: false });
  }, [focused]);

  const loadMore = async () => {
    if (!cursor) return;
    try {
      const page = await more({ tab, after: cursor });
      setLoaded((current) => ({ rows: [...current.rows, ...page.rows], next: page.next }));
    } catch {
      // The reason is in the server's log; the button stays.
      fail("Not loaded. Check the connection and try again.");
    }
  };

  if (visible.length === 0 && !cursor) {
    return (
      <main className="relative min-h-0 flex-1 overflow-auto bg-card">
        <EmptyInbox tab={tab} />
        <Toast notice={notice} dismiss={dismiss} />
      </main>
    );
  }
  return (
    <main className="relative flex min-h-0 flex-1 flex-col bg-card">
      <div
        ref={grid}
        role="grid"
        aria-label="Flagged calls"
        aria-rowcount={visible.length}
        aria-multiselectable="true"
        className="min-h-0 flex-1 overflow-auto pb-20"
      >
        {groups(visible).map(({ severity, word, rows: group }) => (
          <div key={severity} role="rowgroup" aria-label={`${word}, ${group.length} calls`}>
            <div
              className="sticky top-0 z-10 flex h-[30px] items-center gap-2 border-border border-b bg-muted px-5 text-[12.5px]"
              style={{ color: `var(--sev-${severity || 1}-ink)` }}
            >
              <SeverityBars severity={severity} />
              <span className="font-medium">{word}</span>
              <span className="text-muted-foreground">
                {group.length === 1 ? "1 call" : `${group.length} calls`}
              </span>
              <span className="ml-auto text-muted-foreground text-xs">
                {group
                  .reduce((sum, row) => sum + row.revenueUsd, 0)
                  .toLocaleString("en-US", { style: "currency", currency: "USD" })}
              </span>
            </div>
            {group.map((row) => (
              <FlagRow
                key={row.id}
                row={row}
                index={visible.indexOf(row) + 1}
                isFocused={visible[focusedIndex]?.id === row.id}
                isSelected={selected.has(row.id)}
                onToggle={() => toggle(row.id)}
                onFocus={() => setFocused(row.id)}
              />
            ))}
          </div>
        ))}
        {cursor ? (
          <div className="flex justify-center p-4">
            <Button onClick={() => void loadMore()}>Show more</Button>
          </div>
        ) : null}
      </div>
      {chosen.length > 0 ? (
        <BulkBar tab={tab} rows={chosen} act={act} clear={() => setSelected(new Set())} />
      ) : null}
      <Toast notice={notice} dismiss={dismiss} />
    </main>
  );
}

function groups(rows: readonly InboxRow[]): { severity: number; word: string; rows: InboxRow[] }[] {
  const found = new Map<number, { severity: number; word: string; rows: InboxRow[] }>();
  for (const row of rows) {
    const group = found.get(row.severity) ?? { severity: row.severity, word: row.severityWord, rows: [] };
    group.rows.push(row);
    found.set(row.severity, group);
  }
  return [...found.values()].sort((a, b) => b.severity - a.severity);
}
