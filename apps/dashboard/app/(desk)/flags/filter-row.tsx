"use client";

import { Search, X } from "lucide-react";
import { use, useRef, useState } from "react";
import { chipIsOn, chipLook } from "../../../components/chip-button.tsx";
import { ChoiceChip } from "../../../components/choice-chip.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { cn } from "../../../lib/class-names.ts";
import { type InboxState, isFiltered, withoutFilters } from "./inbox-state.ts";
import { SeverityChip } from "./severity-chip.tsx";
import { type GroupsPromise, ViewMoney } from "./view-figures.tsx";

interface Choosable {
  value: string;
  label: string;
}

export interface FilterMenus {
  campaigns: Choosable[];
  verticals: Choosable[];
  publishers: Choosable[];
  rules: Choosable[];
}

export interface FilterRowProps {
  state: InboxState;
  go: (state: InboxState) => void;
  menus: Promise<FilterMenus>;
  groups: GroupsPromise;
  isSeverityOpen: boolean;
  setSeverityOpen: (isOpen: boolean) => void;
  toggleSeverity: (level: number) => void;
}

const closings: Choosable[] = [
  { value: "today", label: "Closing today" },
  { value: "day", label: "Closing within 24 h" },
];
const sorts = [
  { value: "severity", label: "Worst first" },
  { value: "window", label: "Closing first" },
  { value: "newest", label: "Newest first" },
] as const;

/** What narrows the list, each chip with its value; the order; and the money of what is left. */
export function FilterRow({ state, go, menus, groups, ...severity }: FilterRowProps) {
  const known = use(menus);
  const isDecided = state.tab === "confirmed" || state.tab === "safe";
  const sortOf = (value: string | null) => sorts.find((one) => one.value === value)?.value ?? "severity";
  return (
    <div
      role="group"
      aria-label="Filters"
      className="flex h-11 flex-none items-center gap-2 overflow-x-auto border-border border-b bg-background px-5 max-[719px]:px-3.5"
    >
      <SearchField key={state.words} words={state.words} search={(words) => go({ ...state, words })} />
      <SeverityChip
        chosen={state.severities}
        toggle={severity.toggleSeverity}
        isOpen={severity.isSeverityOpen}
        setOpen={severity.setSeverityOpen}
      />
      <FilterChip
        name="Vertical"
        value={state.vertical}
        options={known.verticals}
        choose={(vertical) => go({ ...state, vertical })}
      />
      <FilterChip
        name="Campaign"
        value={state.campaign}
        options={known.campaigns}
        choose={(campaign) => go({ ...state, campaign })}
      />
      <FilterChip
        name="Publisher"
        value={state.publisher}
        options={known.publishers}
        choose={(publisher) => go({ ...state, publisher })}
      />
      <FilterChip
        name="Rule"
        value={state.rule}
        options={known.rules}
        choose={(rule) => go({ ...state, rule })}
      />
      <FilterChip
        name="Window"
        value={state.closing}
        options={closings}
        choose={(value) => go({ ...state, closing: value === "today" || value === "day" ? value : null })}
      />
      {isDecided ? (
        <button
          type="button"
          className={cn(chipLook, state.mine && chipIsOn)}
          aria-pressed={state.mine}
          onClick={() => go({ ...state, mine: !state.mine })}
        >
          Mine
        </button>
      ) : null}
      {isFiltered(state) ? (
        <Button size="small" variant="ghost" onClick={() => go(withoutFilters(state))}>
          <X className="size-3.5" strokeWidth={1.75} aria-hidden="true" /> Clear
        </Button>
      ) : null}
      <span className="ml-auto flex flex-none items-center gap-3 pl-2">
        <span className="text-[12.5px] text-muted-foreground">
          <ViewMoney groups={groups} word={isDecided ? "in this view" : "at stake"} />
        </span>
        <FilterChip
          name="Order"
          value={state.sort === "severity" ? null : state.sort}
          options={sorts.filter(({ value }) => value !== "severity")}
          anyLabel="Worst first"
          choose={(value) => go({ ...state, sort: sortOf(value) })}
        />
      </span>
    </div>
  );
}

function SearchField({ words, search }: { words: string | null; search: (words: string | null) => void }) {
  const [typed, setTyped] = useState(words ?? "");
  const field = useRef<HTMLInputElement>(null);
  const begin = () => search(typed.trim() === "" ? null : typed.trim());
  return (
    <form
      role="search"
      className="relative flex-none"
      onSubmit={(event) => {
        event.preventDefault();
        begin();
        field.current?.blur();
      }}
    >
      <Search
        className="pointer-events-none absolute top-[7px] left-2 size-3.5 text-muted-foreground pointer-coarse:top-[13px]"
        strokeWidth={1.75}
        aria-hidden="true"
      />
      <input
        ref={field}
        type="search"
        aria-label="Words of a quote or a rule"
        placeholder="Quote or rule"
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          if (event.currentTarget.value === "" && words !== null) search(null);
        }}
        className="h-7 w-32 rounded-md border border-input bg-card pr-2 pl-7 text-[12.5px] pointer-coarse:h-10 min-[1280px]:w-40"
      />
    </form>
  );
}

/** A filter that holds one value; where none is called something else than "Any", the chip says so too. */
function FilterChip({
  name,
  value,
  options,
  anyLabel,
  choose,
}: {
  name: string;
  value: string | null;
  options: readonly Choosable[];
  anyLabel?: string;
  choose: (value: string | null) => void;
}) {
  const shown = options.find((one) => one.value === value)?.label ?? value;
  return (
    <ChoiceChip
      name={name}
      shown={shown ?? anyLabel ?? null}
      isOn={value !== null}
      choices={options}
      chosen={{ value, choose, ...(anyLabel === undefined ? {} : { anyLabel }) }}
    />
  );
}
