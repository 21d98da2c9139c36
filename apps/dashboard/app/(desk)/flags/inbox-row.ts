import type { InboxPosition } from "@callscript/core/desk/compare-inbox.ts";
import type { InboxCall } from "@callscript/core/desk/inbox.sql.ts";
import { positionOf } from "@callscript/core/desk/list-inbox.ts";
import { age, clock, moment, money, severityWord, speakerWord, unknown, wait } from "../../../lib/format.ts";
import { reviewReasonWords } from "../../../lib/judge-words.ts";

/** A call of the inbox as the list shows it: all words are made on the server. */
export interface InboxRow extends InboxPosition {
  version: number;
  severityWord: string;
  rule: string;
  more: number;
  speaker: string;
  speakerKind: "agent" | "caller" | "other";
  at: string;
  snippet: string;
  vertical: string;
  publisher: string;
  revenue: string;
  /** Dollars as a decimal, to be summed; 0 where they are unknown. */
  usd: string;
  window: string;
  closingSoon: boolean;
  age: string;
  ended: string;
  verdict: "confirmed_bad" | "marked_safe" | null;
  /** "Confirmed bad by Maya, 3 min" where a person decided, else null. */
  decided: string | null;
}

const dayMs = 86_400_000;

export function toRow(call: InboxCall, now: Date): InboxRow {
  const [flag] = [...call.flags].sort((a, b) => b.severity - a.severity);
  const closesInMs =
    call.window_closes_at_utc === null ? null : call.window_closes_at_utc.getTime() - now.getTime();
  return {
    ...positionOf(call),
    version: call.verdict_version,
    severityWord: severityWord(call.severity),
    rule: ruleWords(call, flag?.name ?? null),
    more: Math.max(0, call.flags.length - 1),
    speaker: flag?.evidence === "fact" ? "Measured" : speakerWord(flag?.speaker ?? null),
    speakerKind: flag?.speaker === "agent" || flag?.speaker === "caller" ? flag.speaker : "other",
    at: clock(flag?.start ?? null),
    snippet: flag === undefined ? whyShown(call) : flag.quote === null ? flag.reason : `“${flag.quote}”`,
    vertical: call.vertical ?? unknown,
    publisher: call.publisher ?? unknown,
    revenue: money(call.revenue),
    usd: call.revenue ?? "0",
    window: closesInMs === null ? unknown : closesInMs < 0 ? "closed" : wait(closesInMs / 1000),
    closingSoon: closesInMs !== null && closesInMs > 0 && closesInMs < dayMs,
    age: age(call.ended_at_utc, now),
    ended: moment(call.ended_at_utc),
    verdict: call.verdict,
    decided: decidedWords(call, now),
  };
}

const verdictWords = { confirmed_bad: "Confirmed bad", marked_safe: "Marked safe" } as const;

function decidedWords({ verdict, decided_by, decided_at_utc }: InboxCall, now: Date): string | null {
  if (verdict === null) return null;
  const when = decided_at_utc === null ? "" : `, ${age(decided_at_utc, now)}`;
  return `${verdictWords[verdict]} by ${decided_by ?? "somebody"}${when}`;
}

function whyShown({ review_reason }: InboxCall): string {
  return review_reason === null ? "" : reviewReasonWords[review_reason].meaning;
}

function ruleWords({ review_reason, verdict }: InboxCall, rule: string | null): string {
  if (review_reason === "rejudge_differs")
    return `${rule ?? "No flag"}, was ${verdict === "confirmed_bad" ? "confirmed bad" : "marked safe"}`;
  return rule ?? (review_reason === null ? "No flag" : reviewReasonWords[review_reason].title);
}
