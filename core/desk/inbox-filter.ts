import { z } from "zod";
import { foldWords } from "./fold-words.ts";

const inboxTabs = ["review", "unsure", "confirmed", "safe"] as const;
export const InboxTab = z.enum(inboxTabs);
export type InboxTab = z.infer<typeof InboxTab>;

/** Worst first; the refund window that closes next first; newest first. */
export const InboxSort = z.enum(["severity", "window", "newest"]);
export type InboxSort = z.infer<typeof InboxSort>;

/** What the calls of a tab are narrowed by; null and an empty list narrow nothing. */
export interface InboxFilter {
  severities: readonly number[];
  vertical: string | null;
  campaign: string | null;
  publisher: string | null;
  /** The code of a rule that flagged the call. */
  rule: string | null;
  /** The refund window is open, and closes before this moment. */
  closesBefore: Date | null;
  /** Words of a quote or of a rule's name, the last of which may be a beginning. */
  words: string | null;
  /** Who made the decision that stands. */
  decidedBy: string | null;
}

export const everyCall: InboxFilter = {
  severities: [],
  vertical: null,
  campaign: null,
  publisher: null,
  rule: null,
  closesBefore: null,
  words: null,
  decidedBy: null,
};

export type FilterParams = [
  severities: readonly number[] | null,
  vertical: string | null,
  campaign: string | null,
  publisher: string | null,
  rule: string | null,
  closesBefore: Date | null,
  words: string | null,
  decidedBy: string | null,
  ids: readonly string[] | null,
];

/** For to_tsquery: folded words have none of its signs. */
export function wordsQuery(typed: string | null): string | null {
  const words = foldWords(typed ?? "").map(({ folded }) => folded);
  return words.length === 0 ? null : `${words.join(" & ")}:*`;
}

/** The filter as the parameters $1 to $9 of every query of the inbox; `ids` are all the calls that are left of it, where known. */
export function filterParams(filter: InboxFilter, ids: readonly string[] | null): FilterParams {
  return [
    filter.severities.length === 0 ? null : filter.severities,
    filter.vertical,
    filter.campaign,
    filter.publisher,
    filter.rule,
    filter.closesBefore,
    wordsQuery(filter.words),
    filter.decidedBy,
    ids,
  ];
}
