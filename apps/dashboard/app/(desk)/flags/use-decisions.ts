"use client";

import type { ReviewOutcome } from "@callscript/core/desk/review-calls.sql.ts";
import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { review } from "./actions.ts";
import type { InboxRow } from "./inbox-row.ts";

type Choice = "confirmed_bad" | "marked_safe" | "reopened";

export interface Notice {
  text: string;
  undo: (() => void) | null;
  isError: boolean;
}

const past: Record<Choice, string> = {
  confirmed_bad: "confirmed bad",
  marked_safe: "marked safe",
  reopened: "reopened",
};
const undoDepth = 20;

/** Decisions of this tab: the row leaves at once, the write follows, and each can be taken back. */
export function useDecisions() {
  const router = useRouter();
  const [gone, setGone] = useState<ReadonlyMap<string, number>>(new Map());
  const [notice, setNotice] = useState<Notice | null>(null);
  const undos = useRef<(() => void)[]>([]);

  const hide = useCallback(
    (ids: readonly string[], hidden: boolean, versions: ReadonlyMap<string, number> = new Map()) => {
      setGone((current) => {
        const changed = new Map(current);
        for (const id of ids) {
          if (hidden) changed.set(id, versions.get(id) ?? -1);
          else changed.delete(id);
        }
        return changed;
      });
    },
    [],
  );

  const decide = useCallback(
    async (rows: readonly InboxRow[], choice: Choice) => {
      if (rows.length === 0) return;
      const ids = rows.map(({ id }) => id);
      hide(ids, true, new Map(rows.map(({ id, version }) => [id, version])));
      let outcomes: ReviewOutcome[];
      try {
        outcomes = await review({
          calls: rows.map(({ id, version }) => ({ id, version })),
          verdict: choice,
          idempotencyKey: crypto.randomUUID(),
        });
      } catch {
        // The reason is in the server's log; what the reviewer needs is the row back and a way on.
        hide(ids, false);
        setNotice({ text: "Not saved. Check the connection and try again.", undo: null, isError: true });
        return;
      }
      const saved = outcomes.filter(({ outcome }) => outcome === "saved");
      const conflicts = outcomes.filter(({ outcome }) => outcome === "conflict");
      hide(
        conflicts.map(({ call_id }) => call_id),
        false,
      );
      const undo = undoOf(saved, (problem) => {
        if (problem === null)
          hide(
            saved.map(({ call_id }) => call_id),
            false,
          );
        else setNotice({ text: problem, undo: null, isError: true });
        router.refresh();
      });
      if (saved.length > 0) undos.current = [...undos.current.slice(1 - undoDepth), undo];
      setNotice({
        text: wordsOf(rows, choice, saved.length, conflicts),
        undo: saved.length > 0 ? undo : null,
        isError: conflicts.length > 0,
      });
      router.refresh();
    },
    [hide, router],
  );

  const undoLast = useCallback(() => {
    undos.current.pop()?.();
    setNotice(null);
  }, []);
  const dismiss = useCallback(() => setNotice(null), []);
  const fail = useCallback((text: string) => setNotice({ text, undo: null, isError: true }), []);
  return { gone, notice, decide, undoLast, dismiss, fail };
}

/** Takes decisions back, once; `then` hears what kept it from doing so. */
function undoOf(saved: readonly ReviewOutcome[], then: (problem: string | null) => void): () => void {
  let isUsed = false;
  return () => {
    if (isUsed) return;
    isUsed = true;
    review({
      calls: saved.map((one) => ({ id: one.call_id, version: one.verdict_version })),
      verdict: "reopened",
      idempotencyKey: crypto.randomUUID(),
    }).then(
      (outcomes) => {
        const kept = outcomes.filter(({ outcome }) => outcome === "conflict").length;
        then(kept === 0 ? null : `${kept} changed by others meanwhile; nothing was overwritten.`);
      },
      () => then("Not taken back. Check the connection and try again from the other tabs."),
    );
  };
}

function wordsOf(
  rows: readonly InboxRow[],
  choice: Choice,
  saved: number,
  conflicts: readonly ReviewOutcome[],
): string {
  const [first] = conflicts;
  if (first && rows.length === 1)
    return `${first.decided_by ?? "Somebody else"} was faster: ${first.verdict?.replace("_", " ") ?? "reopened"}. Nothing was overwritten.`;
  const usd = rows
    .reduce((sum, row) => sum + row.revenueUsd, 0)
    .toLocaleString("en-US", { style: "currency", currency: "USD" });
  const done = `${saved} ${saved === 1 ? "call" : "calls"} ${past[choice]}, ${usd}.`;
  return conflicts.length > 0 ? `${done} ${conflicts.length} changed by others.` : done;
}
