"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { SeverityBars } from "../../../../components/severity.tsx";
import { Button } from "../../../../components/ui/button.tsx";
import { severityWord } from "../../../../lib/format.ts";
import { callsQuery, everyCall, isFiltered } from "./calls-query.ts";
import type { CallsView } from "./calls-view.ts";
import { ManyChip, OneChip } from "./filter-chip.tsx";
import { RangeChip } from "./range-chip.tsx";
import { SearchBox } from "./search-box.tsx";
import { statusNames } from "./status-words.ts";

const verdictNames = {
  confirmed_bad: "Confirmed bad",
  marked_safe: "Marked safe",
  open: "To review",
} as const;
const sortNames = { newest: "Newest", longest: "Longest", revenue: "Most revenue" } as const;

const choicesOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

export function FilterRow({
  view,
  verticals,
  campaigns,
  publishers,
  children,
}: {
  view: CallsView;
  verticals: readonly string[];
  campaigns: readonly { id: string; name: string }[];
  publishers: readonly string[];
  children: React.ReactNode;
}) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const show = (changes: Readonly<Record<string, string | null>>) => {
    const params = Object.fromEntries(new URLSearchParams(callsQuery(view)));
    const next = Object.entries({ ...params, ...changes });
    const query = new URLSearchParams(next.flatMap(([name, value]) => (value ? [[name, value]] : [])));
    startTransition(() => router.push(query.size === 0 ? "/calls" : `/calls?${query}`));
  };
  const [least = null, most = null] = view.minutes ?? [];
  const isWordSearch = view.q !== "";
  return (
    <div
      aria-busy={isPending}
      className="flex min-h-11 flex-none items-center gap-1.5 overflow-x-auto border-border border-b bg-background px-5 py-1.5 max-[719px]:flex-wrap max-[719px]:px-3"
    >
      <SearchBox value={view.q} onSearch={(q) => show({ q })} />
      <div className="flex min-w-0 flex-1 items-center gap-1.5 overflow-x-auto min-[720px]:contents">
        <ManyChip
          name="Status"
          shown={view.status.length === 0 ? null : view.status.map((one) => statusNames[one]).join(", ")}
          values={view.status}
          choices={choicesOf(statusNames)}
          onChange={(values) => show({ status: values.join(",") })}
        />
        <RangeChip
          name="Date"
          shown={datesShown(view)}
          labels={["From (UTC)", "To (UTC)"]}
          type="date"
          values={[view.from === "today" ? "" : (view.from ?? ""), view.to ?? ""]}
          onChange={(from, to) => show({ from, to })}
        />
        <ManyChip
          name="Flags"
          shown={
            view.sev.length === 0
              ? null
              : view.sev.length === 4
                ? "any"
                : view.sev.map(severityWord).join(", ")
          }
          values={view.sev.map(String)}
          choices={[4, 3, 2, 1].map((level) => ({
            value: String(level),
            label: (
              <span className="flex items-center gap-2">
                <SeverityBars severity={level} /> {severityWord(level)}
              </span>
            ),
          }))}
          onChange={(values) => show({ sev: values.join(",") })}
        />
        <OneChip
          name="Verdict"
          value={view.verdict}
          shown={view.verdict && verdictNames[view.verdict]}
          choices={choicesOf(verdictNames)}
          onChange={(verdict) => show({ verdict })}
        />
        <OneChip
          name="Vertical"
          value={view.vertical}
          shown={view.vertical}
          choices={verticals.map((value) => ({ value, label: value }))}
          onChange={(vertical) => show({ vertical })}
        />
        <OneChip
          name="Campaign"
          value={view.campaign}
          shown={view.campaign && (campaigns.find(({ id }) => id === view.campaign)?.name ?? "not known")}
          choices={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(campaign) => show({ campaign })}
        />
        <OneChip
          name="Publisher"
          value={view.publisher}
          shown={view.publisher}
          choices={publishers.map((value) => ({ value, label: value }))}
          onChange={(publisher) => show({ publisher })}
        />
        <RangeChip
          name="Minutes"
          shown={minutesShown(least, most)}
          labels={["At least", "At most"]}
          type="number"
          values={[String(least ?? ""), String(most ?? "")]}
          onChange={(from, to) => show({ minutes: from === "" && to === "" ? null : `${from}-${to}` })}
        />
        {isWordSearch ? null : (
          <OneChip
            name="Sort"
            value={view.sort === "newest" ? null : view.sort}
            shown={view.sort === "newest" ? null : sortNames[view.sort]}
            choices={choicesOf({ longest: sortNames.longest, revenue: sortNames.revenue })}
            onChange={(sort) => show({ sort })}
          />
        )}
        {isFiltered(view) ? (
          <Button
            size="small"
            variant="ghost"
            className="flex-none"
            onClick={() => startTransition(() => router.push(`/calls${callsQuery(everyCall)}`))}
          >
            Clear
          </Button>
        ) : null}
      </div>
      <span className="ml-auto flex-none whitespace-nowrap pl-2 text-[12.5px] text-muted-foreground">
        {children}
      </span>
    </div>
  );
}

function datesShown({ from, to }: CallsView): string | null {
  if (from === null && to === null) return null;
  if (from === "today" && to === null) return "today";
  if (to === null) return `since ${from}`;
  return from === null ? `until ${to}` : from === to ? from : `${from} to ${to}`;
}

function minutesShown(least: number | null, most: number | null): string | null {
  if (least === null && most === null) return null;
  if (most === null) return `${least} or more`;
  return least === null ? `up to ${most}` : `${least} to ${most}`;
}
