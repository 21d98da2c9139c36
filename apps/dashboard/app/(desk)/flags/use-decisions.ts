"use client";

import type { ReviewOutcome } from "@callscript/core/desk/review-calls.sql.ts";
import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { review } from "./actions.ts";
import type { InboxRow } from "./inbox-row.ts";

type Choice = "confirmed_bad" | "marked_safe" | "reopened";

/** The newest version of a call that this tab knows of, and whether that version has left the list. */
interface KnownVersion {
  version: number;
  isGone: boolean;
}

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
  const [known, setKnown] = useState<ReadonlyMap<string, KnownVersion>>(new Map());
  const [notice, setNotice] = useState<Notice | null>(null);
  const undos = useRef<(() => void)[]>([]);

  const note = useCallback((versions: Iterable<readonly [id: string, known: KnownVersion]>) => {
    setKnown((current) => new Map([...current, ...versions]));
  }, []);

  const decide = useCallback(
    async (rows: readonly InboxRow[], choice: Choice) => {
      if (rows.length === 0) return;
      note(rows.map(({ id, version }) => [id, { version, isGone: true }]));
      let outcomes: ReviewOutcome[];
      try {
        outcomes = await review({
          calls: rows.map(({ id, version }) => ({ id, version })),
          verdict: choice,
          idempotencyKey: crypto.randomUUID(),
        });
      } catch {
        // The reason is in the server's log; what the reviewer needs is the row back and a way on.
        note(rows.map(({ id, version }) => [id, { version, isGone: false }]));
        setNotice({ text: "Not saved. Check the connection and try again.", undo: null, isError: true });
        return;
      }
      const saved = outcomes.filter(({ outcome }) => outcome === "saved");
      const conflicts = outcomes.filter(({ outcome }) => outcome === "conflict");
      note(conflicts.map(changedByOthers));
      const undo = undoOf(saved, (now, problem) => {
        note(now.map((one) => (one.outcome === "saved" ? takenBack(one) : changedByOthers(one))));
        if (problem !== null) setNotice({ text: problem, undo: null, isError: true });
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
    [note, router],
  );

  const undoLast = useCallback(() => {
    undos.current.pop()?.();
    setNotice(null);
  }, []);
  const dismiss = useCallback(() => setNotice(null), []);
  const fail = useCallback((text: string) => setNotice({ text, undo: null, isError: true }), []);
  const current = useCallback(
    (rows: readonly InboxRow[]) =>
      rows.flatMap((row) => {
        const { version, isGone } = known.get(row.id) ?? { version: -1, isGone: false };
        if (row.version > version) return [row];
        return isGone ? [] : [{ ...row, version }];
      }),
    [known],
  );
  return { current, notice, decide, undoLast, dismiss, fail };
}

/** Without the version that it has now, its row would be decided on in vain. */
function takenBack({ call_id, verdict_version: version }: ReviewOutcome): [string, KnownVersion] {
  return [call_id, { version, isGone: false }];
}

/** It is shown again when it was read again: nobody decides over others' decisions unseen. */
function changedByOthers({ call_id, verdict_version }: ReviewOutcome): [string, KnownVersion] {
  return [call_id, { version: verdict_version - 1, isGone: true }];
}

/** Takes decisions back, once; `then` hears how each call stands now, and what kept some from being taken back. */
function undoOf(
  saved: readonly ReviewOutcome[],
  then: (now: readonly ReviewOutcome[], problem: string | null) => void,
): () => void {
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
        then(outcomes, kept === 0 ? null : `${kept} changed by others meanwhile; nothing was overwritten.`);
      },
      () => then([], "Not taken back. Check the connection and try again from the other tabs."),
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
