"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { callHref } from "../../../lib/call-href.ts";
import type { Choice } from "./decision-words.ts";
import type { InboxRow } from "./inbox-row.ts";
import { type InboxState, inboxHref, inboxQuery } from "./inbox-state.ts";
import { keepList, listGoneBackTo } from "./kept-lists.ts";
import { sumUsd, sumWords } from "./sum-usd.ts";
import type { Decisions } from "./use-decisions.ts";
import { type InboxPage, useRows } from "./use-rows.ts";
import { useSelection } from "./use-selection.ts";
import { useWholeView, type WholeView } from "./use-whole-view.ts";

/** More calls than this are asked about before they are decided on. */
const askOver = 200;

/** What the inbox holds and does: rows, focus, selection and decisions. How it looks is elsewhere. */
export function useInbox(state: InboxState, page: InboxPage, decisions: Decisions) {
  const router = useRouter();
  const query = inboxQuery(state);
  const { current, reachable, isBack, decide, fail, returned } = decisions;
  const [kept] = useState(() => listGoneBackTo(query));
  const list = useRows(page, { sort: state.sort, query, current, reachable, isBack, kept });
  const rows = useMemo(() => current(list.rows), [current, list.rows]);
  const selection = useSelection(rows);
  const { whole, selectWhole, clearWhole } = useWholeView(query, fail);
  const [focused, setFocused] = useState<string | null>(kept?.focused ?? null);
  const [focusRequest, setFocusRequest] = useState(kept === null ? 0 : 1);
  const [asking, setAsking] = useState<{ choice: Choice; note: string | null } | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const place = Math.max(
    0,
    rows.findIndex(({ id }) => id === focused),
  );

  const focusOn = useCallback((id: string | null) => {
    setFocused(id);
    setFocusRequest((count) => count + 1);
  }, []);
  const rowAt = (at: number): InboxRow | undefined => rows[Math.min(Math.max(at, 0), rows.length - 1)];
  const move = (at: number) => {
    const row = rowAt(at);
    if (row) focusOn(row.id);
  };
  const clear = useCallback(() => {
    selection.clear();
    clearWhole();
  }, [selection.clear, clearWhole]);

  const left = useRef({ rows, next: list.next, focused });
  left.current = { rows, next: list.next, focused };
  useEffect(() => () => keepList(query, left.current), [query]);

  // What was taken back comes to its place again and is looked at.
  const heard = useRef(returned);
  useEffect(() => {
    const [first] = returned;
    if (first !== undefined && returned !== heard.current) focusOn(first);
    heard.current = returned;
  }, [returned, focusOn]);

  const decideOnRows = async (choice: Choice, note: string | null) => {
    const row = rows[place];
    const chosen = selection.chosen.length > 0 ? selection.chosen : row ? [row] : [];
    const leaving = new Set(chosen.map(({ id }) => id));
    const stays = ({ id }: InboxRow) => !leaving.has(id);
    const following = rows.find((one, at) => at >= place && stays(one)) ?? rows.findLast(stays);
    clear();
    if (chosen.length > 0) focusOn(following?.id ?? null);
    const conflicts = await decide({ calls: chosen, choice, revenue: sumUsd(chosen), note });
    if (conflicts.length > 0 && chosen.length > 1) selection.replace(conflicts);
  };
  const decideOnWhole = async (choice: Choice, view: WholeView, note: string | null) => {
    setDone(0);
    await decide({ calls: view.calls, choice, revenue: view.revenue, note, onProgress: setDone });
    setDone(null);
    setAsking(null);
    clear();
  };
  const act = (choice: Choice, note: string | null = null) => {
    const view =
      whole ??
      (selection.chosen.length > askOver
        ? { calls: [...selection.chosen], revenue: sumUsd(selection.chosen), isMore: false }
        : null);
    if (view === null) return void decideOnRows(choice, note);
    if (view.calls.length > askOver) return setAsking({ choice, note });
    void decideOnWhole(choice, view, note);
  };

  const openCall = (id: string) => router.push(callHref(id, inboxHref(state)));
  const reach = whole ?? { calls: [...selection.chosen], revenue: sumUsd(selection.chosen), isMore: false };
  return {
    ...decisions,
    ...list,
    rows,
    selection,
    whole,
    selectWhole,
    place,
    focusRequest,
    focus: setFocused,
    focusOn,
    move,
    rowAt,
    clear,
    act,
    asking: asking?.choice ?? null,
    done,
    reach,
    money: sumWords(reach.revenue),
    confirm: () => (asking === null ? undefined : void decideOnWhole(asking.choice, reach, asking.note)),
    cancel: () => setAsking(null),
    openCall,
    open: () => {
      const row = rows[place];
      if (row) openCall(row.id);
    },
  };
}
