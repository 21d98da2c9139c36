import type { Alert } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { ingestFindings } from "./ingest-alerts.sql.ts";

/** What is wrong with the reading of the call log though no lane is paused, in counts. */
export async function ingestAlerts(db: Db): Promise<Alert[]> {
  const [found] = await ingestFindings.run(db);
  if (found === undefined) return [];
  const alerts: Alert[] = [];
  if (found.late_calls > 0) {
    alerts.push({
      key: `late-calls:${found.week_opened_at_utc?.toISOString() ?? ""}`,
      title: `${counted(found.late_calls, "call was", "calls were")} listed more than a day late`,
      detail:
        "Only the re-read of the last 8 days found them. If this goes on, let the day tier reach further back (INGEST_TIERS, such as day=50h/6h).",
    });
  }
  if (found.open_gaps > 0) {
    alerts.push({
      key: "ingest-gaps",
      title: `${counted(found.open_gaps, "second", "seconds")} of the call log cannot be read whole`,
      detail:
        "Ringba has failed there, or called its answer partial, for over an hour; calls may be missing. They are read again every hour. callscript doctor ringba shows what it answers.",
    });
  }
  if (found.unreadable > 0) {
    alerts.push({
      key: "ingest-unreadable",
      title: `${counted(found.unreadable, "record", "records")} of the call log cannot be read`,
      detail:
        "They are kept as they came, with the reason, in core.unreadable_records; a later version may read them. callscript doctor ringba shows what the account answers.",
    });
  }
  if (found.short_hours > 0) {
    alerts.push({
      key: "ingest-counts",
      title: `Ringba counts ${counted(found.missing_calls, "call", "calls")} more than we have`,
      detail: `In ${counted(found.short_hours, "hour", "hours")} of the last three days, after reading them again. Compare Ringba's report with callscript status, or read the days anew: callscript backfill --from <day> --to <day>.`,
    });
  }
  return alerts;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
