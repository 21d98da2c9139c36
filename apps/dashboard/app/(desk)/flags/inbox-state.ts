import type { InboxSort, InboxTab } from "@callscript/core/desk/inbox-filter.ts";

/** What the address of the inbox says: its tab, its order and what narrows it. */
export interface InboxState {
  tab: InboxTab;
  sort: InboxSort;
  severities: readonly number[];
  vertical: string | null;
  campaign: string | null;
  publisher: string | null;
  rule: string | null;
  closing: "day" | "today" | null;
  mine: boolean;
  words: string | null;
}

/** The inverse: only what differs from the default is written. */
export function inboxQuery(state: InboxState): string {
  const params = new URLSearchParams();
  const write = (name: string, value: string | null) => {
    if (value !== null && value !== "") params.set(name, value);
  };
  write("tab", state.tab === "review" ? null : state.tab);
  write("sort", state.sort === "severity" ? null : state.sort);
  write("sev", state.severities.toSorted((a, b) => a - b).join(","));
  write("vertical", state.vertical);
  write("campaign", state.campaign);
  write("publisher", state.publisher);
  write("rule", state.rule);
  write("closing", state.closing);
  write("mine", state.mine ? "1" : null);
  write("q", state.words);
  return params.toString();
}

export function inboxHref(state: InboxState): string {
  const written = inboxQuery(state);
  return written === "" ? "/flags" : `/flags?${written}`;
}

const noFilter = {
  severities: [],
  vertical: null,
  campaign: null,
  publisher: null,
  rule: null,
  closing: null,
  mine: false,
  words: null,
} as const;

export function withoutFilters(state: InboxState): InboxState {
  return { ...state, ...noFilter };
}

export function isFiltered(state: InboxState): boolean {
  return inboxQuery(state) !== inboxQuery(withoutFilters(state));
}
