"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { ChoiceChip } from "../../../../components/choice-chip.tsx";
import { SeverityBars } from "../../../../components/severity.tsx";
import { Button } from "../../../../components/ui/button.tsx";
import { severityWord } from "../../../../lib/format.ts";
import { callsQuery, everyCall, isFiltered } from "./calls-query.ts";
import type { CallsView } from "./calls-view.ts";
import { datesShown, dayOf } from "./dates-shown.ts";
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
  const toggleIn = (name: string, values: readonly string[]) => (value: string) =>
    show({
      [name]: (values.includes(value) ? values.filter((one) => one !== value) : [...values, value]).join(","),
    });
  const [least = null, most = null] = view.minutes ?? [];
  const isWordSearch = view.q !== "";
  return (
    <div
      aria-busy={isPending}
      className="flex min-h-11 flex-none items-center gap-1.5 overflow-x-auto border-border border-b bg-background px-5 py-1.5 max-[719px]:flex-wrap max-[719px]:px-3"
    >
      <SearchBox value={view.q} onSearch={(q) => show({ q })} />
      <div className="flex min-w-0 flex-1 items-center gap-1.5 overflow-x-auto min-[720px]:contents">
        <ChoiceChip
          name="Status"
          shown={view.status.length === 0 ? null : view.status.map((one) => statusNames[one]).join(", ")}
          chosen={{ values: view.status, toggle: toggleIn("status", view.status) }}
          choices={choicesOf(statusNames)}
        />
        <RangeChip
          name="Date"
          shown={datesShown(view)}
          labels={["From (UTC)", "To (UTC)"]}
          type="date"
          values={[dayOf(view.from), dayOf(view.to)]}
          onChange={(from, to) => show({ from, to })}
        />
        <ChoiceChip
          name="Flags"
          shown={
            view.sev.length === 0
              ? null
              : view.sev.length === 4
                ? "any flag"
                : view.sev.map(severityWord).join(", ")
          }
          chosen={{ values: view.sev.map(String), toggle: toggleIn("sev", view.sev.map(String)) }}
          choices={[4, 3, 2, 1].map((level) => ({
            value: String(level),
            label: (
              <span className="flex items-center gap-2">
                <SeverityBars severity={level} /> {severityWord(level)}
              </span>
            ),
          }))}
        />
        <ChoiceChip
          name="Verdict"
          chosen={{ value: view.verdict, choose: (verdict) => show({ verdict }) }}
          shown={view.verdict && verdictNames[view.verdict]}
          choices={choicesOf(verdictNames)}
        />
        <ChoiceChip
          name="Vertical"
          chosen={{ value: view.vertical, choose: (vertical) => show({ vertical }) }}
          shown={view.vertical}
          choices={verticals.map((value) => ({ value, label: value }))}
        />
        <ChoiceChip
          name="Campaign"
          chosen={{ value: view.campaign, choose: (campaign) => show({ campaign }) }}
          shown={view.campaign && (campaigns.find(({ id }) => id === view.campaign)?.name ?? "not known")}
          choices={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <ChoiceChip
          name="Publisher"
          chosen={{ value: view.publisher, choose: (publisher) => show({ publisher }) }}
          shown={view.publisher}
          choices={publishers.map((value) => ({ value, label: value }))}
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
          <ChoiceChip
            name="Sort"
            chosen={{ value: view.sort === "newest" ? null : view.sort, choose: (sort) => show({ sort }) }}
            shown={view.sort === "newest" ? null : sortNames[view.sort]}
            choices={choicesOf({ longest: sortNames.longest, revenue: sortNames.revenue })}
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

function minutesShown(least: number | null, most: number | null): string | null {
  if (least === null && most === null) return null;
  if (most === null) return `${least} min or more`;
  return least === null ? `up to ${most} min` : `${least} to ${most} min`;
}
