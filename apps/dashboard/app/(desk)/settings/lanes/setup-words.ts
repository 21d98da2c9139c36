import type { SetupReport } from "@callscript/core/desk/setup-reports.sql.ts";
import { count, money, percent } from "../../../../lib/format.ts";
import { sentence } from "./lane-words.ts";

export interface SetupLine {
  name: string;
  /** Set or missing; null: no runner has told yet. */
  isSet: boolean | null;
  text: string;
}

const names = {
  ringba: "Ringba account",
  recordings: "Recordings",
  speech: "Speech model",
  judge: "Judge model",
  alerts: "Slack webhook",
} as const satisfies Record<SetupReport["part"], string>;

/** What this installation is set up with, one line a part, in the order in which a call meets them. */
export function setupLines(reports: readonly SetupReport[]): SetupLine[] {
  return (Object.keys(names) as SetupReport["part"][]).map((part) => {
    const report = reports.find((one) => one.part === part);
    return report === undefined
      ? {
          name: names[part],
          isSet: null,
          text: "No runner has told yet. It does within a minute of its start.",
        }
      : { name: names[part], isSet: report.is_set, text: textOf(report) };
  });
}

function textOf(report: SetupReport): string {
  switch (report.part) {
    case "ringba":
      return report.is_set
        ? `${report.facts.account === null ? "The demo's own" : `Account ${report.facts.account}`}, ${count(report.facts.requestsPerMinute)} requests a minute.`
        : "Set RINGBA_ACCOUNT_ID and RINGBA_API_TOKEN, then start again.";
    case "recordings":
      return report.facts.store === "s3"
        ? `Kept in the bucket ${report.facts.bucket ?? ""}, until somebody deletes them.`
        : "Kept on the runner's disk, until somebody deletes them.";
    case "speech":
      return speechText(report.facts);
    case "judge":
      return judgeText(report.facts);
    case "alerts":
      return report.is_set
        ? "Alerts go to Slack."
        : "Alerts stand in the runner's log only. Set SLACK_WEBHOOK_URL, then start again.";
  }
}

function speechText({
  model,
  standIn,
  reason,
  workers,
  usdPerHour,
}: Extract<SetupReport, { part: "speech" }>["facts"]): string {
  if (model === null) return sentence(reason ?? "No model is there");
  const price = usdPerHour === null ? "no price set" : `${money(usdPerHour)} an hour`;
  const at = `${count(workers)} ${workers === 1 ? "call" : "calls"} at a time, ${price}`;
  return `${model}${standIn ? ", a stand-in that reads the demo's voice code" : ", on the runner's machine"}: ${at}.`;
}

function judgeText({
  judge,
  model,
  host,
  dailyBudgetUsd,
  sampleShare,
}: Extract<SetupReport, { part: "judge" }>["facts"]): string {
  const sample = `${percent(sampleShare)} of safe calls go to people`;
  return judge === "phrases"
    ? `The phrase judge, which matches wording and not meaning; ${sample}. Set OPENAI_API_KEY for a model.`
    : `${model ?? ""} at ${host ?? ""}, ${dailyBudgetUsd === null ? "without a budget" : `${money(dailyBudgetUsd)} a day`}; ${sample}.`;
}
