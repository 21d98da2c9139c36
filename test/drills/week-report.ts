import type { LiteralFigures } from "../fakes/hostile-provider/literal-rules.ts";
import type { HostileProvider } from "../fakes/hostile-provider/server.ts";
import type { SimulationFigures } from "./simulate-week.ts";
import type { WeekFindings } from "./verify-week.ts";

const shown = 10;

/** The run in plain text: ours beside the specification's rules, what the provider did, and what is wrong, if anything. */
export function weekReport({
  provider,
  figures,
  findings,
  literal,
  wallSeconds,
}: {
  provider: HostileProvider;
  figures: SimulationFigures;
  findings: WeekFindings;
  literal: LiteralFigures;
  wallSeconds: number;
}): string {
  const { tape, tally } = provider;
  const line = (name: string, ours: number | string, theirs: number | string) =>
    `${name.padEnd(38)} ${String(ours).padStart(10)} ${String(theirs).padStart(14)}`;
  const share = (count: number, of: number) => `${count} (${((100 * count) / of).toFixed(2)} %)`;
  const asked = [...tally.all()].filter(([name]) => name.startsWith("asked: "));
  const faults = [...tally.all()].filter(([name]) => !name.startsWith("asked: "));
  const requests =
    tally.of("asked: calllogs") + tally.of("asked: insights") + tally.of("asked: calllogs/detail");
  const wrong = Object.entries(findings).filter(([, found]: [string, string[]]) => found.length > 0);
  const skew = `${tape.skewMs / 1000} s`;
  return [
    `seed ${tape.seed}: ${tape.calls.length} calls in ${tape.days} days, the provider's clock ahead by ${skew}`,
    `${figures.beats} beats of the lanes (${figures.paused} ended paused), ${figures.vaulted} recordings vaulted, ${wallSeconds.toFixed(0)} s`,
    "",
    line("", "ours", "literal rules"),
    line("calls lost", findings.lost.length, share(literal.lost, literal.calls)),
    line("calls stored, final version missed", findings.stale.length, share(literal.stale, literal.calls)),
    line(
      "recordings lost",
      findings.recordingsLost.length,
      share(literal.recordingsLost, literal.recordings),
    ),
    line("calls duplicated", findings.duplicated.length, "-"),
    line("calls that never were", findings.invented.length, "-"),
    line("illegal moves", findings.illegalMoves.length, "-"),
    line("calls unsettled", findings.unsettled.length, "-"),
    line("campaigns not named or tagged", findings.campaigns.length, "-"),
    line("files without a row", findings.filesWithoutRow.length, "-"),
    line("rows without their file", findings.rowsWithoutFile.length, "-"),
    line("recordings of other bytes", findings.wrongBytes.length, "-"),
    line("API requests", requests, literal.requests),
    line("runs that an error ended", figures.paused, literal.failedRuns),
    "",
    `asked    ${told(asked.map(([name, count]) => [name.slice("asked: ".length), count]))}`,
    `faults   ${told(faults)}`,
    `warnings ${told([...figures.warnings])}`,
    ...wrong.flatMap(([name, found]: [string, string[]]) => [
      "",
      `${name}:`,
      ...found.slice(0, shown).map((one) => `  ${one}`),
      ...(found.length > shown ? [`  and ${found.length - shown} more`] : []),
    ]),
    "",
  ].join("\n");
}

function told(counts: readonly (readonly [string, number])[]): string {
  return counts.map(([name, count]) => `${name} ${count}`).join(", ");
}
