"use client";

import type { Decided } from "@callscript/core/desk/decide-calls.ts";
import { useRouter } from "next/navigation";
import { useCallback, useMemo, useState } from "react";
import { atMostEvery } from "../../../lib/at-most-every.ts";
import { money } from "../../../lib/format.ts";
import { type Choice, conflictWords, partlyWords, savedWords } from "./decision-words.ts";
import type { InboxRow } from "./inbox-row.ts";
import { postReview } from "./post-review.ts";

/** A call with the version of it that this person saw. */
export interface SeenCall {
  id: string;
  version: number;
}

/** The newest version of a call that this tab knows of, and whether that version has left the list. */
interface KnownVersion {
  version: number;
  isGone: boolean;
}

export interface Notice {
  text: string;
  undo: (() => void) | null;
  /** Where somebody was faster: decides all the same, over the version that is there now. */
  change: { label: string; run: () => void } | null;
  isError: boolean;
}

export interface Decision {
  calls: readonly SeenCall[];
  choice: Choice;
  /** Dollars of the calls together, as the server summed them; null where nobody did. */
  revenue: string | null;
  note?: string | null;
  /** Hears how many calls are done, while a decision over many goes on. */
  onProgress?: (done: number) => void;
}

/** Takes a decision back. It stands among the others until the calls are in the list again. */
interface Undo {
  ids: ReadonlySet<string>;
  isAnswered: boolean;
  isUsed: boolean;
  run: () => void;
}

const unseen: KnownVersion = { version: -1, isGone: false };
/** So many of the last decisions can be taken back; what is not answered yet is never given up. */
const undoDepth = 20;
/** Whoever decides quickly would have the page read again for each decision, and each reading holds the next request up. */
const refreshMs = 1_000;
const batchSize = 500;

export type Decisions = ReturnType<typeof useDecisions>;

/** Decisions of this tab: the row leaves at once, the write follows, and each can be taken back. */
export function useDecisions() {
  const router = useRouter();
  const refresh = useMemo(() => atMostEvery(refreshMs, router.refresh), [router]);
  const [known, setKnown] = useState<ReadonlyMap<string, KnownVersion>>(new Map());
  const [notice, setNotice] = useState<Notice | null>(null);
  const [returned, setReturned] = useState<readonly string[]>([]);
  const [undos, setUndos] = useState<readonly Undo[]>([]);

  const note = useCallback((versions: Iterable<readonly [id: string, known: KnownVersion]>) => {
    setKnown((current) => new Map([...current, ...versions]));
  }, []);
  const fail = useCallback(
    (text: string) => setNotice({ text, undo: null, change: null, isError: true }),
    [],
  );

  const forget = useCallback((undo: Undo) => setUndos((before) => before.filter((one) => one !== undo)), []);

  const takeBack = useCallback(
    async (undo: Undo, saved: readonly Decided[]) => {
      setNotice(null);
      try {
        const calls = saved.map((one) => ({ id: one.call_id, version: one.verdict_version }));
        const outcomes = await sendAll(calls, "reopened", null, () => undefined);
        note(outcomes.map((one) => (one.outcome === "saved" ? backAgain(one) : changedByOthers(one))));
        forget(undo);
        const kept = outcomes.filter(({ outcome }) => outcome === "conflict");
        if (kept.length > 0) fail(`${kept.length} changed by others meanwhile. Nothing was overwritten.`);
        setReturned(outcomes.filter(({ outcome }) => outcome === "saved").map(({ call_id }) => call_id));
      } catch {
        undo.isUsed = false;
        fail("Not taken back. Check the connection and press Z again.");
      }
      refresh();
    },
    [note, forget, fail, refresh],
  );

  const decide = useCallback(
    async function decideOn({
      calls,
      choice,
      revenue,
      note: words = null,
      onProgress = () => undefined,
    }: Decision) {
      if (calls.length === 0) return [];
      note(calls.map(({ id, version }) => [id, { version, isGone: true }]));
      const outcomes: Decided[] = [];
      // Taken back before it is saved, it waits for its own outcome: the decision before it is not what was meant.
      let settle: (saved: readonly Decided[]) => void = () => undefined;
      const saving = new Promise<readonly Decided[]>((resolve) => {
        settle = resolve;
      });
      const undo: Undo = {
        ids: new Set(calls.map(({ id }) => id)),
        isAnswered: false,
        isUsed: false,
        run() {
          if (undo.isUsed) return;
          undo.isUsed = true;
          void saving.then((saved) => (saved.length > 0 ? takeBack(undo, saved) : undefined));
        },
      };
      setUndos((before) => withinDepth([...before, undo]));
      try {
        await sendAll(calls, choice, words, (some) => {
          outcomes.push(...some);
          onProgress(outcomes.length);
        });
      } catch {
        // The reason is in the server's log; what the reviewer needs is the rows back and a way on.
        const answered = new Set(outcomes.map(({ call_id }) => call_id));
        const open = calls.filter(({ id }) => !answered.has(id));
        note(open.map(({ id, version }) => [id, { version, isGone: false }]));
      }
      const saved = outcomes.filter(({ outcome }) => outcome === "saved");
      const conflicts = outcomes.filter(({ outcome }) => outcome === "conflict");
      note(conflicts.map(changedByOthers));
      undo.isAnswered = true;
      if (saved.length === 0) forget(undo);
      else setUndos(withinDepth);
      settle(saved);
      const said: Notice = {
        text: wordsOf(calls.length, choice, revenue, saved.length, conflicts),
        undo: saved.length > 0 ? undo.run : null,
        change: changeOf(calls, choice, conflicts, (seen) => {
          setNotice(null);
          void decideOn({ calls: [seen], choice, revenue, note: words });
        }),
        isError: saved.length < calls.length,
      };
      // An error stays until it is closed: a decision that is saved meanwhile does not cover it.
      setNotice((before) => (before?.isError && !said.isError ? before : said));
      refresh();
      return conflicts.map(({ call_id }) => call_id);
    },
    [note, forget, takeBack, refresh],
  );

  const undoLast = useCallback(() => undos.findLast(({ isUsed }) => !isUsed)?.run(), [undos]);
  const dismiss = useCallback(() => setNotice(null), []);
  const current = useCallback(
    (rows: readonly InboxRow[]) =>
      rows.flatMap((row) => {
        const { version, isGone } = known.get(row.id) ?? unseen;
        if (row.version > version) return [row];
        return isGone ? [] : [{ ...row, version }];
      }),
    [known],
  );
  /** The rows that stand in the list, or come back to it where a decision is taken back: the others need not be held. */
  const reachable = useCallback(
    (rows: readonly InboxRow[]) =>
      rows.filter((row) => {
        const { version, isGone } = known.get(row.id) ?? unseen;
        return row.version > version || !isGone || undos.some(({ ids }) => ids.has(row.id));
      }),
    [known, undos],
  );
  /** Whether this tab took the row back, or could not save it: it is nothing new. */
  const isBack = useCallback(({ id }: InboxRow) => known.get(id)?.isGone === false, [known]);
  return { current, reachable, isBack, notice, returned, decide, undoLast, dismiss, fail };
}

/** Without the oldest that are answered, where there are more than can be taken back. */
function withinDepth(undos: readonly Undo[]): readonly Undo[] {
  let over = undos.length - undoDepth;
  return undos.filter(({ isAnswered }) => {
    if (over <= 0 || !isAnswered) return true;
    over -= 1;
    return false;
  });
}

/** In batches, one after the other; each has a key of its own, so that a repeated request changes nothing. */
async function sendAll(
  calls: readonly SeenCall[],
  verdict: Choice,
  note: string | null,
  onBatch: (outcomes: Decided[]) => void,
): Promise<Decided[]> {
  const all: Decided[] = [];
  for (let from = 0; from < calls.length; from += batchSize) {
    const batch = calls.slice(from, from + batchSize).map(({ id, version }) => ({ id, version }));
    const outcomes = await postReview({ calls: batch, verdict, idempotencyKey: crypto.randomUUID(), note });
    all.push(...outcomes);
    onBatch(outcomes);
  }
  return all;
}

/** Without the version that it has now, its row would be decided on in vain. */
function backAgain({ call_id, verdict_version: version }: Decided): [string, KnownVersion] {
  return [call_id, { version, isGone: false }];
}

/** It is shown again when it was read again: nobody decides over others' decisions unseen. */
function changedByOthers({ call_id, verdict_version }: Decided): [string, KnownVersion] {
  return [call_id, { version: verdict_version - 1, isGone: true }];
}

function changeOf(
  asked: readonly SeenCall[],
  choice: Choice,
  [conflict]: readonly Decided[],
  decideOn: (seen: SeenCall) => void,
): Notice["change"] {
  if (asked.length !== 1 || !conflict || choice === "reopened" || conflict.verdict === choice) return null;
  return {
    label: choice === "confirmed_bad" ? "Change to bad" : "Change to safe",
    run: () => decideOn({ id: conflict.call_id, version: conflict.verdict_version }),
  };
}

function wordsOf(
  asked: number,
  choice: Choice,
  revenue: string | null,
  saved: number,
  conflicts: readonly Decided[],
): string {
  const [first] = conflicts;
  if (saved === 0 && first && asked === 1) return conflictWords(first);
  if (saved === 0 && conflicts.length === 0) return "Not saved. Check the connection and try again.";
  if (conflicts.length > 0) return partlyWords(saved, conflicts.length);
  if (saved < asked) return `${savedWords(saved, choice, null)} ${asked - saved} not saved. Try again.`;
  return savedWords(saved, choice, revenue === null ? null : money(revenue));
}
