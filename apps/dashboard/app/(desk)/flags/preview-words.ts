import type { Clip } from "@callscript/core/desk/cut-clip.ts";
import type { Preview } from "@callscript/core/desk/read-preview.ts";
import type { Flag } from "@callscript/core/flag.ts";
import {
  calendarDate,
  clock,
  maskedPhone,
  moment,
  money,
  severityWord,
  speakerWord,
  unknown,
  wait,
} from "../../../lib/format.ts";
import { reviewReasonWords } from "../../../lib/judge-words.ts";

/** What the preview shows of a call, in words. */
export interface ShownPreview {
  id: string;
  severity: number;
  severityWord: string;
  /** "Flag 1 of 3 on this call". */
  place: string | null;
  evidence: { word: string; isSure: boolean } | null;
  title: string;
  /** "Agent, 0:42 to 0:50 of 4:12, flagged 4 min 10 s after hang-up". */
  when: string;
  lines: {
    at: string;
    speaker: string;
    kind: "agent" | "caller" | "other";
    text: string;
    quote: string | null;
  }[];
  reason: string | null;
  clip: (Clip & { start: number; end: number }) | null;
  rule: { source: string; text: string } | null;
  others: { severity: number; severityWord: string; name: string; at: string }[];
  facts: { name: string; value: string }[];
}

const evidenceWords = {
  exact: { word: "Quote verified", isSure: true },
  normalised: { word: "Quote verified", isSure: true },
  fuzzy: { word: "Matched approximately", isSure: false },
  measured: { word: "Measured", isSure: true },
} as const;

export function toPreview(
  { call, flag, place, others, lines, rule, span, clip }: Preview,
  now: Date,
): ShownPreview {
  const reason = call.review_reason === null ? null : reviewReasonWords[call.review_reason];
  return {
    id: call.id,
    severity: call.severity ?? 0,
    severityWord: severityWord(call.severity),
    place: flag === null ? null : `Flag ${place} of ${call.flags.length} on this call`,
    evidence: flag === null ? null : evidenceWords[flag.verified],
    title: flag?.name ?? reason?.title ?? "No flag",
    when: whenWords(call, flag),
    lines: lines.map(({ speaker, text, start, isQuoted }) => ({
      at: clock(start),
      speaker: speakerWord(speaker),
      kind: speaker === "agent" || speaker === "caller" ? speaker : "other",
      text,
      quote: isQuoted ? (flag?.quote ?? null) : null,
    })),
    reason: flag?.reason ?? reason?.meaning ?? null,
    clip:
      clip === null || span === null
        ? null
        : { ...clip, start: span.start, end: Math.max(span.end ?? span.start, span.start + 0.5) },
    rule:
      rule === null
        ? null
        : {
            source: `Rule, ${rule.pack} ${rule.version}, in force since ${calendarDate(rule.effective_from)}`,
            text: rule.question,
          },
    others: others.map(({ severity, name, start }) => ({
      severity,
      severityWord: severityWord(severity),
      name,
      at: clock(start),
    })),
    facts: factsOf(call, now),
  };
}

function whenWords(call: Preview["call"], flag: Flag | null): string {
  const spoken =
    flag === null || flag.start === null
      ? []
      : [
          ...(flag.evidence === "fact" ? [] : [speakerWord(flag.speaker)]),
          `${clock(flag.start)}${flag.end === null ? "" : ` to ${clock(flag.end)}`} of ${clock(call.recording_seconds)}`,
        ];
  const seconds =
    call.judged_at_utc === null ? null : (call.judged_at_utc.getTime() - call.ended_at_utc.getTime()) / 1000;
  const flagged = flag === null || seconds === null ? [] : [`flagged ${wait(seconds)} after hang-up`];
  return [...spoken, ...flagged].join(", ");
}

function factsOf(call: Preview["call"], now: Date): ShownPreview["facts"] {
  const payout = call.payout === null ? "" : `, payout ${money(call.payout)}`;
  return [
    { name: "Campaign", value: call.campaign ?? unknown },
    { name: "Vertical", value: call.vertical ?? unknown },
    { name: "Publisher", value: call.publisher ?? unknown },
    { name: "Buyer", value: call.buyer ?? unknown },
    { name: "Caller", value: maskedPhone(call.caller_number) },
    { name: "Revenue", value: `${money(call.revenue)}${payout}` },
    { name: "Ended", value: moment(call.ended_at_utc) },
    { name: "Refund window", value: windowWords(call.window_closes_at_utc, now) },
  ];
}

function windowWords(closes: Date | null, now: Date): string {
  if (closes === null) return unknown;
  const seconds = (closes.getTime() - now.getTime()) / 1000;
  return seconds < 0 ? `closed ${moment(closes)}` : `${wait(seconds)} left, closes ${moment(closes)}`;
}
