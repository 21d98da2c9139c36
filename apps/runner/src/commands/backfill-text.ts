import type { Usd } from "@callscript/core/usd.ts";
import type { BackfillPlan, BackfillPreview } from "@callscript/lanes/ingest/backfill-plan.ts";
import type { BackfillReport } from "@callscript/lanes/ingest/backfill-read.ts";

const counts = {
  counted: (calls: number) => `${calls} calls, by the account's own count`,
  claimed: (calls: number) => `${calls} calls, as the call log claims (the account does not count them)`,
  seen: (calls: number) => `at least ${calls} calls: the account neither counts them nor claims a total`,
};

/** What a backfill would read and cost, for a terminal. `judge` null: the offline phrases judge. */
export function previewText(
  plan: BackfillPlan,
  { count, known, recorded, audioHours, computeHours, usd, usdPerJudged, sample }: BackfillPreview,
  { judge, dailyBudgetUsd }: { judge: string | null; dailyBudgetUsd: Usd },
): string {
  const begun = plan.positionUtc > plan.fromUtc;
  const basis =
    sample.recorded === 0
      ? `no call of a known length (${sample.calls} were looked at): as if each had 3 minutes`
      : sample.from === "stored"
        ? `the ${sample.calls} calls stored before it`
        : `${sample.calls} of its calls`;
  const days = Number(usd) / Number(dailyBudgetUsd);
  return [
    `Calls that began from ${utc(plan.fromUtc)} to before ${utc(plan.toUtc)}`,
    ...(begun
      ? [`  Goes on     at ${utc(plan.positionUtc)}; ${plan.inserted} calls were brought before`]
      : []),
    ...(plan.finishedAtUtc
      ? [`  Read before to its end ${utc(plan.finishedAtUtc)}: what changed since is brought`]
      : []),
    `  To read     ${counts[count.how](count.calls)}; ${known} of them are stored already`,
    `  New         ${count.calls - known}, about ${recorded} with something to transcribe, by ${basis}`,
    `  Audio       about ${hours(audioHours)}`,
    `  Speech      $0 on this machine, ${computeHours === null ? "for hours that are not known: nothing was transcribed here yet" : `about ${hours(computeHours)} of computing`}`,
    judge === null
      ? "  Judge       $0, the offline phrases"
      : `  Judge       about $${dollars(usd)} (${judge}, $${Number(usdPerJudged).toFixed(6)} a call, nothing cached)`,
    ...(days > 1
      ? [`              the daily budget of $${dailyBudgetUsd} spreads that over ${Math.ceil(days)} days`]
      : []),
    "Recordings that are old may be gone at Ringba: such calls are stored, and fail or are skipped with the reason.",
    "",
  ].join("\n");
}

/** What a backfill has brought. */
export function backfillText(
  { received, inserted, updated, unreadable, gaps }: BackfillReport,
  { linked, calls }: { linked: number; calls: number },
): string {
  return [
    `${received} records read: ${inserted} new calls, ${updated} changed.`,
    ...(unreadable > 0 ? [`${unreadable} records were not understood; the log says why.`] : []),
    ...(gaps > 0 ? [`${gaps} single seconds could not be read whole; ingest reads them again.`] : []),
    `Of the stretch's ${calls} stored calls ${linked} have a recording or a link to one, which may be gone at Ringba.`,
    "",
  ].join("\n");
}

/** Such as 2026-11-20 08:00:00 UTC. */
export function utc(moment: Date): string {
  return `${moment.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function hours(count: number): string {
  return count >= 10
    ? `${Math.round(count)} h`
    : count >= 1
      ? `${count.toFixed(1)} h`
      : `${Math.ceil(count * 60)} min`;
}

function dollars(usd: Usd): string {
  return Number(usd) >= 0.1 || Number(usd) === 0 ? Number(usd).toFixed(2) : Number(usd).toFixed(4);
}
