import type { CallStatus } from "@callscript/core/call-state.ts";
import type { Hit } from "@callscript/core/desk/find-hit.ts";
import type { CallPage } from "@callscript/core/desk/list-calls.ts";
import { callHref } from "../../../../lib/call-href.ts";
import {
  clock,
  maskedPhone,
  moment,
  money,
  severityWord,
  since,
  smallMoney,
  speakerWord,
  unknown,
  wait,
} from "../../../../lib/format.ts";
import { statusWords, whyStopped } from "./status-words.ts";

export interface HitLine {
  speaker: string;
  speakerKind: "agent" | "caller" | "other";
  at: string;
  pieces: { text: string; isMarked: boolean }[];
}

/** A call of the list: all words are made on the server. */
export interface CallRow {
  id: string;
  href: string;
  name: string;
  ended: string;
  endedInFull: string;
  endedIso: string;
  campaign: string;
  publisher: string;
  length: string;
  revenue: string;
  status: CallStatus;
  statusWords: string;
  why: { reason: string; tries: string; advice: string } | null;
  severity: number | null;
  flags: { severity: number; count: number }[];
  flagWords: string;
  verdict: "confirmed_bad" | "marked_safe" | null;
  flaggedAfter: string;
  cost: string;
  hit: HitLine | null;
}

export function toCallRow(call: CallPage["calls"][number], now: Date, from: string): CallRow {
  const levels = [4, 3, 2, 1].map((severity) => ({
    severity,
    count: call.flags.filter((flag) => flag.severity === severity).length,
  }));
  const second = call.hit?.second ?? null;
  return {
    id: call.id,
    href: callHref(call.id, from, second),
    name: call.caller_number === null ? call.ringba_call_id : maskedPhone(call.caller_number),
    ended: since(call.ended_at_utc, now),
    endedInFull: moment(call.ended_at_utc),
    endedIso: call.ended_at_utc.toISOString(),
    campaign: call.campaign ?? unknown,
    publisher: call.publisher ?? unknown,
    length: clock(call.seconds),
    revenue: money(call.revenue),
    status: call.status,
    statusWords: statusWords(call),
    why: whyStopped(call),
    severity: call.severity,
    flags: levels.filter(({ count }) => count > 0),
    flagWords: call.flags.map(({ name, severity }) => `${severityWord(severity)}: ${name}`).join(", "),
    verdict: call.verdict,
    flaggedAfter: wait(call.flagged_after_seconds),
    cost: smallMoney(call.cost_usd === null ? null : Number(call.cost_usd)),
    hit: call.hit === null ? null : hitLine(call.hit),
  };
}

const before = 48;
const longest = 220;

/** The sentence around the first mark, cut at words, with its marks. */
export function hitLine({ text, ranges, speaker, second }: Hit): HitLine {
  const firstMark = ranges[0]?.start ?? 0;
  const cutAt = firstMark <= before ? 0 : text.indexOf(" ", firstMark - before) + 1;
  const from = Math.min(cutAt, firstMark);
  const to = Math.min(text.length, from + longest);
  const pieces: HitLine["pieces"] = [];
  const put = (start: number, end: number, isMarked: boolean) => {
    const piece = text.slice(Math.max(start, from), Math.min(end, to));
    if (piece !== "") pieces.push({ text: piece, isMarked });
  };
  if (from > 0) pieces.push({ text: "… ", isMarked: false });
  let at = from;
  for (const { start, end } of ranges) {
    put(at, start, false);
    put(start, end, true);
    at = end;
  }
  put(at, to, false);
  if (to < text.length) pieces.push({ text: " …", isMarked: false });
  return {
    speaker: speakerWord(speaker),
    speakerKind: speaker === "agent" || speaker === "caller" ? speaker : "other",
    at: clock(second),
    pieces,
  };
}
