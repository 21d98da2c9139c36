"use client";

import type { Campaign } from "@callscript/core/desk/campaigns.sql.ts";
import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { openSelect } from "../../../../lib/open-select.ts";
import { CampaignTable } from "./campaign-table.tsx";
import { MapperBar } from "./mapper-bar.tsx";
import { useCampaignKeys } from "./use-campaign-keys.ts";
import { useCampaignVerbs } from "./use-campaign-verbs.ts";

const PatternDialog = dynamic(() => import("./pattern-dialog.tsx").then((part) => part.PatternDialog));

function focus(id: string | undefined): void {
  if (id !== undefined) document.querySelector<HTMLElement>(`[data-campaign="${id}"]`)?.focus();
}

/** Which campaign sells which vertical, and what holds for its calls: one by one, or many at once. */
export function CampaignScreen({
  campaigns,
  counts,
  isToVerify,
  verticals,
  mayMap,
}: {
  campaigns: readonly Campaign[];
  counts: { all: number; toVerify: number };
  isToVerify: boolean;
  verticals: readonly string[];
  mayMap: boolean;
}) {
  const verbs = useCampaignVerbs();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isEditing, setEditing] = useState(false);
  const anchor = useRef<string | null>(null);
  const focused = useRef<string | null>(null);
  const selectVertical = useRef<HTMLSelectElement>(null);
  // What is no longer in the view is no longer selected.
  const shown = campaigns.filter(({ id }) => selected.has(id)).map(({ id }) => id);

  // A row that left, because it was verified, hands its place to the next.
  const focusedAt = useRef(-1);
  useEffect(() => {
    const at = campaigns.findIndex(({ id }) => id === focused.current);
    if (at < 0 && focusedAt.current >= 0 && document.activeElement === document.body)
      focus(campaigns[Math.min(focusedAt.current, campaigns.length - 1)]?.id);
    else focusedAt.current = at;
  });
  const move = (by: number) => {
    const at = campaigns.findIndex(({ id }) => id === focused.current);
    focus(campaigns[Math.min(campaigns.length - 1, Math.max(0, at + by))]?.id);
  };
  const toggle = (id: string, isRange: boolean) => {
    const from = campaigns.findIndex((one) => one.id === anchor.current);
    const to = campaigns.findIndex((one) => one.id === id);
    const range =
      isRange && from >= 0
        ? campaigns.slice(Math.min(from, to), Math.max(from, to) + 1).map((one) => one.id)
        : null;
    anchor.current = id;
    setSelected((current) => {
      if (range !== null) return new Set([...current, ...range]);
      const next = new Set(current);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  };
  const clear = () => setSelected(new Set());
  const one = () => campaigns.find(({ id }) => id === focused.current);
  useCampaignKeys({
    move,
    toggle: () => mayMap && focused.current !== null && toggle(focused.current, false),
    selectAll: () => mayMap && setSelected(new Set(campaigns.map(({ id }) => id))),
    chooseVertical: () => {
      const row = `[data-campaign="${focused.current}"] select`;
      openSelect(selectVertical.current ?? document.querySelector<HTMLSelectElement>(row));
    },
    verify: () => {
      const campaign = one();
      if (mayMap && campaign !== undefined)
        verbs.set([campaign.id], { is_verified: !campaign.is_verified }, campaign.name);
    },
    undo: verbs.undoLast,
    clear,
  });
  return (
    <>
      <MapperBar
        counts={counts}
        isToVerify={isToVerify}
        selected={shown.length}
        verticals={verticals}
        mayMap={mayMap}
        verbs={verbs}
        selectRef={selectVertical}
        onSet={(vertical) => verbs.set(shown, { vertical }, null, clear)}
        onVerify={() => verbs.set(shown, { is_verified: true }, null, clear)}
        onClear={clear}
        onPatterns={() => setEditing(true)}
      />
      {campaigns.length === 0 ? (
        <p className="p-8 text-center text-muted-foreground">
          {counts.all === 0
            ? "No campaigns yet. They appear with their first call."
            : "Every campaign is verified."}
        </p>
      ) : (
        <CampaignTable
          campaigns={campaigns}
          verticals={verticals}
          selected={selected}
          mayMap={mayMap}
          disabled={verbs.isPending}
          onToggle={toggle}
          onToggleAll={(isOn) => (isOn ? setSelected(new Set(campaigns.map(({ id }) => id))) : clear())}
          onFocus={(id) => {
            focused.current = id;
          }}
          onSet={(campaign, change) => verbs.set([campaign.id], change, campaign.name)}
        />
      )}
      {isEditing ? (
        <PatternDialog verticals={verticals} onClose={() => setEditing(false)} onSaved={verbs.say} />
      ) : null}
    </>
  );
}
