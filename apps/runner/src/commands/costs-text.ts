import type { CallCosts, CostLine, CostReport } from "@callscript/core/desk/costs.ts";
import { addUsd } from "@callscript/core/money.ts";
import type { Usd } from "@callscript/core/usd.ts";
import { printable } from "../printable.ts";

const head = { day: "Day (UTC)", campaign: "Campaign", call: "Call" } as const;
const columns = [
  "Calls",
  "Tokens in",
  "cached",
  "out",
  "Judge $",
  "Compute s",
  "Speech $",
  "Trials $",
  "$ a call",
];

/** What days, campaigns or calls cost, for a person at a terminal. */
export function costsText({ by, days, lines, total, goals }: CostReport): string {
  if (lines.length === 0)
    return `Nothing was transcribed or judged in the last ${days === 1 ? "day" : `${days} days`}.\n`;
  const table = [
    [head[by], ...columns],
    ...lines.map((line) => [nameOf(line), ...cells(line)]),
    [days === 1 ? "All" : `All ${days} days`, ...cells(total)],
  ];
  const { perCall, perDay, replaced } = goals;
  const { unsettled, unsettledUsd } = total.judge;
  return `${[
    ...aligned(table),
    "",
    `AI cost a call  ${perCall.usd === null ? "– (no call was judged)" : `$${perCall.usd}, ${against(perCall.isWithin)} $${perCall.goalUsd}`}`,
    `Dearest day     ${perDay.usd === null ? "–" : `$${perDay.usd} on ${perDay.day}, ${against(perDay.isWithin)} $${perDay.goalUsd}`}`,
    `These calls in the system this replaces, at $${replaced.perCallUsd} a call: $${money(replaced.usd)}`,
    ...(total.speech.unpriced > 0
      ? [
          `Without the speech of ${total.speech.unpriced} transcriptions: price not set (SPEECH_USD_PER_HOUR).`,
        ]
      : []),
    ...(unsettled > 0
      ? [
          `${unsettled} requests were never settled and count with the most they can have taken ($${unsettledUsd}).`,
        ]
      : []),
  ].join("\n")}\n`;
}

/** What one call took, step by step. */
export function callCostsText(name: string, costs: CallCosts): string {
  const steps = [
    ...costs.transcriptions.map(({ at_utc, model, compute_seconds, usd }) => ({
      at_utc,
      cells: [
        "transcribed",
        model ?? "–",
        compute_seconds === null ? "–" : `${compute_seconds.toFixed(1)} s`,
        usd === null ? "price not set" : `$${usd}`,
      ],
    })),
    ...costs.requests.map(
      ({ at_utc, purpose, model, outcome, tokens_in, tokens_cached, tokens_out, usd }) => ({
        at_utc,
        cells: [
          outcome === "settled" ? `request (${purpose})` : `request (${purpose}, ${outcome})`,
          model,
          `${tokens_in} in (${tokens_cached} cached), ${tokens_out} out`,
          outcome === "unsettled" ? `at most $${usd}` : `$${usd}`,
        ],
      }),
    ),
    ...costs.judgements.map(
      ({ at_utc, finding, qa_version, model, tokens_in, tokens_cached, tokens_out, usd }) => ({
        at_utc,
        cells: [
          `judged ${finding}`,
          `${model}, ${qa_version}`,
          `${tokens_in} in (${tokens_cached} cached), ${tokens_out} out`,
          `$${usd}`,
        ],
      }),
    ),
  ].sort((one, other) => one.at_utc.getTime() - other.at_utc.getTime());
  if (steps.length === 0) return `${name}: no model and no machine has worked on it.\n`;
  return `${[
    ...aligned(
      steps.map(({ at_utc, cells: rest }) => [at_utc.toISOString().slice(0, 19), ...rest]),
      4,
    ),
    "",
    `${name}: $${costs.totalUsd} in all (transcriptions and requests; a judgement is what its requests took)${costs.isSpeechUnpriced ? ", without speech: price not set" : ""}`,
  ].join("\n")}\n`;
}

function nameOf({ key, label }: CostLine): string {
  return printable(label === "" ? (key === "" ? "(no campaign)" : key) : label);
}

function cells({ calls, judge, speech, trialUsd, perCallUsd }: CostLine): string[] {
  return [
    String(calls),
    String(judge.tokensIn),
    String(judge.tokensCached),
    String(judge.tokensOut),
    money(judge.usd),
    speech.computeSeconds.toFixed(0),
    speech.transcriptions > 0 && speech.unpriced === speech.transcriptions
      ? "not set"
      : `${money(speech.usd)}${speech.unpriced > 0 ? "+" : ""}`,
    money(trialUsd),
    perCallUsd === null ? "–" : perCallUsd,
  ];
}

function against(isWithin: boolean | null): string {
  if (isWithin === null) return "without speech, which has no price yet; the goal is";
  return isWithin ? "within the goal of" : "over the goal of";
}

/** Without the zeros behind it, cents at least. */
function money(usd: Usd): string {
  const [whole = "0", places = ""] = addUsd(usd).split(".");
  return `${whole}.${places.padEnd(2, "0")}`;
}

/** Columns side by side: the first ones to the left, the last `right` ones to the right. */
function aligned(rows: readonly (readonly string[])[], left = 1): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column < left ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}
