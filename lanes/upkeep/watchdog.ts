import type { Alert } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { ingestAlerts } from "./ingest-alerts.ts";
import { openHints, pausedLanes, reachedLimits, waitingCalls } from "./upkeep.sql.ts";

/** The specification's watchdog: more than this many calls that have waited for over an hour. */
const waitingTooMany = 100;
/** A breaker opens and closes by itself; only an outage that lasts is told to people. */
const outageToldAfterMinutes = 5;

const laneOfStatus: Readonly<Record<string, string>> = {
  pending: "vault",
  downloaded: "factory",
  processing: "factory",
  transcribed: "judge",
};

const takenWords: Readonly<Record<string, string>> = {
  recording_played: "recordings played",
  number_copied: "callers' numbers copied",
  evidence_packaged: "evidence packages made",
  calls_exported: "lists of calls exported",
};

/** What is wrong now, in counts and reasons; never a name, a number or a word of a call. */
export async function watchdog(db: Db, { promiseMinutes }: { promiseMinutes: number }): Promise<Alert[]> {
  const alerts: Alert[] = [];
  const waiting = await waitingCalls.run(db);
  for (const { status, over_an_hour: calls } of waiting) {
    if (calls <= waitingTooMany) continue;
    alerts.push({
      key: `waiting:${status}`,
      title: `${counted(calls)} calls wait for the ${laneOfStatus[status]} lane`,
      detail: `They ended more than an hour ago and are still ${status}.`,
    });
  }
  const oldest = Math.max(0, ...waiting.map((one) => one.oldest_minutes));
  if (oldest > promiseMinutes) {
    alerts.push({
      key: "oldest-call",
      title: "The oldest unfinished call is late",
      detail: `It ended ${oldest} minutes ago; ${promiseMinutes} are promised.`,
    });
  }
  for (const { lane, kind, reason, paused_minutes: minutes } of await pausedLanes.run(db)) {
    if (kind === "outage" && minutes < outageToldAfterMinutes) continue;
    alerts.push({
      key: `lane-paused:${lane}`,
      title: `The ${lane} lane is paused`,
      detail: `${reason ?? "No reason was given."} (${kind}, for ${minutes} minutes)`,
    });
  }
  const [{ over_an_hour: hints } = { over_an_hour: 0 }] = await openHints.run(db);
  if (hints > 0) {
    alerts.push({
      key: "hints-open",
      title: `${counted(hints)} of the pixel's hints ${hints === 1 ? "is" : "are"} open for over an hour`,
      detail:
        "Ringba's pixel told of recordings that its API does not give us. See that the ingest lane runs (callscript status); if it does, compare the pixel in Ringba with docs/pixel.md: the call id's token, the account, and that it fires on Recording only.",
    });
  }
  for (const { act, limit, people, last_utc } of await reachedLimits.run(db)) {
    alerts.push({
      key: `desk-limit:${act}:${last_utc.toISOString()}`,
      title: `${people === 1 ? "A person" : `${people} people`} came to the hourly limit of ${takenWords[act] ?? act}`,
      detail: `More than ${limit ?? "usual"} in an hour. Who it was stands in core.desk_events, kind limit_reached; if it was not their work, sign them out under Settings, People.`,
    });
  }
  return [...alerts, ...(await ingestAlerts(db))];
}

/** Counts end at 1000. */
function counted(count: number): string {
  return count >= 1000 ? "1000 or more" : String(count);
}
