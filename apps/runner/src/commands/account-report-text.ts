import type { AccountReport } from "@callscript/adapters/ringba/probe-account/probe-account.ts";

const marks = { settled: "ok", unknown: "unknown", fault: "FAULT" } as const;

/** The report on a Ringba account for a terminal. */
export function accountReportText({ requests, findings, settings }: AccountReport): string {
  const width = Math.max(...findings.map(({ topic }) => topic.length));
  const lines = findings.flatMap(({ topic, state, finding, evidence }) => [
    `${marks[state].padEnd(7)}  ${topic.padEnd(width)}  ${finding}`,
    `${" ".repeat(width + 11)}${evidence}`,
  ]);
  const suggested = settings.flatMap(({ name, value, why }) => [
    `# ${why}`,
    value === null ? `# ${name}: nothing to set` : `${name}=${value}`,
  ]);
  return [
    `What the Ringba account showed in ${requests} requests, all of them reads:`,
    "",
    ...lines,
    "",
    "Suggested configuration (the page size, the columns and a lower rate are learnt, not set):",
    "",
    ...suggested,
    "",
  ].join("\n");
}
