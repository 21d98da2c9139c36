"use client";

import dynamic from "next/dynamic";
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { callHref } from "../../../lib/call-href.ts";
import { count } from "../../../lib/format.ts";
import { BulkBar } from "./bulk-bar.tsx";
import type { Choice } from "./decision-words.ts";
import { EmptyInbox } from "./empty-inbox.tsx";
import { type InboxState, inboxHref, isFiltered, withoutFilters } from "./inbox-state.ts";
import { ListHead } from "./list-head.tsx";
import { itemOfPlace, listItems } from "./list-items.ts";
import { NewFlagsPill } from "./new-flags-pill.tsx";
import { PreviewAside } from "./preview-aside.tsx";
import type { ShownPreview } from "./preview-words.ts";
import { Toast } from "./toast.tsx";
import type { Decisions } from "./use-decisions.ts";
import { useInbox } from "./use-inbox.ts";
import { useListKeys } from "./use-list-keys.ts";
import { usePreviewSwitch } from "./use-preview-switch.ts";
import type { InboxPage } from "./use-rows.ts";
import type { GroupsPromise } from "./view-figures.tsx";
import { VirtualRows } from "./virtual-rows.tsx";

const BulkDialog = dynamic(() => import("./bulk-dialog.tsx").then((module) => module.BulkDialog));

export interface FlagListProps {
  state: InboxState;
  page: InboxPage;
  decisions: Decisions;
  groups: GroupsPromise;
  firstPreview: Promise<ShownPreview | null>;
  isPreviewOpen: boolean;
  /** What was decided today, in words; where nothing is left to review. */
  today: string | null;
  openFilters: () => void;
  toggleSeverity: (level: number) => void;
}

/** The inbox: a list with a selection, keys, decisions that can be taken back, and the focused call beside it. */
export function FlagList({
  state,
  page,
  decisions,
  groups,
  firstPreview,
  isPreviewOpen,
  today,
  ...filters
}: FlagListProps) {
  const inbox = useInbox(state, page, decisions);
  const { rows, selection, place, whole } = inbox;
  const preview = usePreviewSwitch(isPreviewOpen);
  const from = inboxHref(state);
  const [isNoting, setNoting] = useState(false);
  const main = useRef<HTMLElement>(null);
  const items = useMemo(() => listItems(rows, state.sort), [rows, state.sort]);
  const selected = whole?.calls.length ?? selection.chosen.length;

  const act = (choice: Choice, note: string | null = null) => {
    setNoting(false);
    inbox.act(choice, note);
  };
  const clear = () => {
    setNoting(false);
    inbox.clear();
  };
  const toggleLoaded = () =>
    selection.chosen.length >= rows.length ? clear() : selection.replace(rows.map(({ id }) => id));

  const latest = useRef({ inbox, preview });
  latest.current = { inbox, preview };
  const actions = useMemo(
    () => ({
      toggle: (id: string, isRange: boolean) => {
        const { selection: now } = latest.current.inbox;
        if (isRange) now.extendTo(id);
        else now.toggle(id);
      },
      focus: (id: string) => latest.current.inbox.focus(id),
      open: (id: string) => latest.current.inbox.openCall(id),
      peek: () => {
        const { isSheet, isOpen, openSheet } = latest.current.preview;
        if (isSheet) openSheet();
        return isSheet || isOpen;
      },
      hrefOf: (id: string) => callHref(id, from),
    }),
    [from],
  );
  const loadMore = useCallback(() => {
    const { inbox: now } = latest.current;
    if (now.next !== null)
      now.loadMore().catch(() => now.fail("Not loaded. Check the connection and scroll on to try again."));
  }, []);

  useListKeys({
    tab: state.tab,
    focusedIndex: place,
    count: rows.length,
    move: inbox.move,
    extend: (at) => {
      const [from, to] = [rows[place], inbox.rowAt(at)];
      if (!from || !to) return;
      if (!selection.ids.has(from.id)) selection.toggle(from.id);
      selection.extendTo(to.id);
      inbox.focusOn(to.id);
    },
    toggleFocused: () => {
      const row = rows[place];
      if (row) selection.toggle(row.id);
    },
    selectLoaded: () => selection.replace(rows.map(({ id }) => id)),
    act,
    note: () => setNoting(rows.length > 0),
    open: preview.isSheet ? preview.openSheet : inbox.open,
    undo: inbox.undoLast,
    clear,
    togglePreview: preview.toggle,
    playClip: () => preview.play?.(),
    loadArrived: inbox.loadArrived,
    openFilters: filters.openFilters,
    toggleSeverity: filters.toggleSeverity,
  });

  const isEmpty = rows.length === 0 && inbox.next === null;
  useEffect(() => {
    if (isEmpty && inbox.focusRequest > 0)
      main.current?.querySelector<HTMLElement>("[data-empty]")?.focus({ preventScroll: true });
  }, [isEmpty, inbox.focusRequest]);
  const isDecided = state.tab === "confirmed" || state.tab === "safe";
  return (
    <>
      <main ref={main} className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-card">
        {isEmpty ? (
          <EmptyInbox
            tab={state.tab}
            today={today}
            clearHref={isFiltered(state) ? inboxHref(withoutFilters(state)) : null}
          />
        ) : (
          <>
            <ListHead selected={selection.chosen.length} loaded={rows.length} onToggle={toggleLoaded} />
            <div className="relative flex min-h-0 flex-1 flex-col">
              <NewFlagsPill arrived={inbox.arrived.length} load={inbox.loadArrived} />
              <VirtualRows
                items={items}
                focusedItem={itemOfPlace(items, place)}
                focusRequest={inbox.focusRequest}
                selected={selection.ids}
                groups={groups}
                isWhole={inbox.next === null}
                actions={actions}
                onNearEnd={loadMore}
              />
            </div>
          </>
        )}
        {selected > 0 || isNoting ? (
          <BulkBar
            tab={state.tab}
            selected={selected}
            money={selected > 0 ? inbox.money : (rows[place]?.revenue ?? "")}
            isNoting={isNoting}
            setNoting={setNoting}
            selectAll={
              whole === null && inbox.next !== null && selection.chosen.length >= rows.length
                ? { label: "Select all that match", run: () => void inbox.selectWhole() }
                : null
            }
            act={act}
            clear={clear}
          />
        ) : null}
        <p className="sr-only" aria-live="polite">
          {inbox.focusRequest === 0
            ? ""
            : `${count(rows.length)} ${inbox.next === null ? "left" : "loaded"}.`}
        </p>
        <Toast notice={inbox.notice} dismiss={inbox.dismiss} />
        {inbox.asking === null ? null : (
          <BulkDialog
            choice={inbox.asking}
            whole={inbox.reach}
            done={inbox.done}
            confirm={inbox.confirm}
            cancel={inbox.cancel}
          />
        )}
      </main>
      <Suspense fallback={null}>
        <PreviewAside
          rows={rows}
          place={place}
          first={firstPreview}
          from={from}
          isSheet={preview.isSheet}
          isOpen={preview.isOpen}
          close={preview.close}
          act={selected > 0 || isDecided ? null : act}
          play={preview.play}
          onSwitch={preview.onSwitch}
        />
      </Suspense>
    </>
  );
}
