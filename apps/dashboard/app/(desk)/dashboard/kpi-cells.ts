import type { OverviewSummary, Traffic } from "@callscript/core/desk/overview.ts";
import type { OverviewPeriod } from "@callscript/core/desk/overview-period.ts";
import {
  count,
  money,
  percent,
  points,
  smallMoney,
  unknown,
  wait,
  weekdayName,
} from "../../../lib/format.ts";

import { callsBehind } from "./calls-behind.ts";
import type { OverviewUrl } from "./overview-url.ts";

const costTargetUsd = 0.0015;
const flagTargetSeconds = 300;

export interface KpiCell {
  name: string;
  /** The figure with its unit; a wait has two. */
  parts: readonly { figure: string; unit: string }[];
  change: string;
  note: string;
  /** The list behind the figure. */
  href: string;
  title?: string;
  course?: { values: readonly (number | null)[]; colour: string };
  /** Of the target. */
  bar?: number | null;
}

export function kpiCells(
  { total, callsChange, flaggedBefore, flaggedOfMonth, windows }: OverviewSummary,
  traffic: Traffic,
  period: OverviewPeriod,
  url: Pick<OverviewUrl, "campaign" | "vertical" | "publisher">,
): KpiCell[] {
  // The bin under way is not whole: it would end every course with a fall.
  const past = traffic.bins.filter(
    ({ startUtc }) => startUtc.getTime() + period.binMinutes * 60_000 <= period.nowUtc.getTime(),
  );
  const share = total.judged === 0 ? null : total.flagged / total.judged;
  const usual = period.range === "30d" ? flaggedBefore : flaggedOfMonth;
  const perCall = total.per_call_usd === null ? null : Number(total.per_call_usd);
  return [
    {
      name: "Calls",
      parts: [{ figure: count(total.calls), unit: "" }],
      change: callsChange === null ? "" : `${arrow(callsChange)} ${percent(Math.abs(callsChange))}`,
      note: callsChange === null ? "nothing to compare with yet" : `vs ${comparedWith(period)}`,
      href: callsBehind(url, period),
      course: {
        values: past.map((bin) => bin.safe + bin.flagged + bin.inProgress),
        colour: "var(--muted-foreground)",
      },
    },
    {
      name: "Flagged",
      parts: [
        { figure: share === null ? unknown : (share * 100).toFixed(1), unit: share === null ? "" : "%" },
      ],
      change: share === null || usual === null ? "" : `${arrow(share - usual)} ${points(share - usual)}`,
      note:
        share === null
          ? "nothing judged yet"
          : usual === null
            ? `${count(total.flagged)} of ${count(total.judged)} judged`
            : `vs ${period.range === "30d" ? "28 days earlier" : "30-day average"}`,
      href: callsBehind(url, period, { sev: [4, 3, 2, 1] }),
      title: `${count(total.flagged)} of ${count(total.judged)} judged calls.`,
      course: { values: past.map((bin) => bin.share), colour: "var(--sev-4)" },
    },
    {
      name: "Savings",
      parts: [{ figure: money(total.confirmed_usd, { sum: true }), unit: "" }],
      change: count(total.confirmed),
      note: `${total.confirmed === 1 ? "call" : "calls"} confirmed bad`,
      href: callsBehind(url, period, { verdict: "confirmed_bad" }),
      title: savingsWords(windows),
      course: { values: traffic.confirmedUsd.slice(0, past.length + 1), colour: "var(--safe)" },
    },
    {
      name: "Cost per call",
      parts: [{ figure: smallMoney(perCall), unit: "" }],
      change: "",
      note: overOr(
        perCall,
        costTargetUsd,
        (over) => `${smallMoney(over)} over the target of $0.00150`,
        costNote(total.unpriced),
      ),
      href: "#costs",
      title: `AI cost of these calls over the ${count(total.judged)} judged.`,
      bar: perCall === null ? null : perCall / costTargetUsd,
    },
    {
      name: "Hang-up to flag, 95th percentile",
      parts: waitParts(total.flag_p95),
      change: "",
      note: overOr(
        total.flag_p95,
        flagTargetSeconds,
        (over) => `${wait(over)} over 5 min, median ${wait(total.flag_p50)}`,
        total.flag_p50 === null
          ? "Target 5 min; nothing flagged yet"
          : `Target 5 min, median ${wait(total.flag_p50)}`,
      ),
      href: callsBehind(url, period, { status: ["flagged"] }),
      bar: total.flag_p95 === null ? null : total.flag_p95 / flagTargetSeconds,
    },
  ];
}

/** What savings are, and how much of them can still be asked back. */
function savingsWords({ open_usd, unknown_usd }: OverviewSummary["windows"]): string {
  const notKnown =
    Number(unknown_usd) === 0
      ? ""
      : ` Of ${money(unknown_usd, { sum: true })} the refund window is not known.`;
  return `Revenue of the calls of these days that people confirmed bad. ${money(open_usd, { sum: true })} of it is inside a refund window that is open now.${notKnown}`;
}

function costNote(unpriced: number): string {
  return unpriced === 0 ? "Target $0.00150" : "Target $0.00150; speech has no price set";
}

function overOr(value: number | null, target: number, over: (by: number) => string, within: string): string {
  return value !== null && value > target ? over(value - target) : within;
}

/** "4 min 10 s" as figures and units. */
function waitParts(seconds: number | null): { figure: string; unit: string }[] {
  const words = wait(seconds).split(" ");
  return words.length < 2
    ? [{ figure: words[0] ?? unknown, unit: "" }]
    : words.flatMap((figure, index) => (index % 2 === 0 ? [{ figure, unit: words[index + 1] ?? "" }] : []));
}

function arrow(change: number): string {
  return change > 0 ? "↗" : change < 0 ? "↘" : "→";
}

function comparedWith({ range, nowUtc, shiftDays }: OverviewPeriod): string {
  return range === "today" ? `last ${weekdayName(nowUtc)} by now` : `${shiftDays} days earlier`;
}
