import { listen } from "@callscript/adapters/postgres/listen.ts";
import { probeNow } from "@callscript/core/call-verbs.sql.ts";
import { rescueCalls } from "@callscript/lanes/upkeep/rescue-calls.ts";
import type { Installation } from "../compose/open-installation.ts";
import { seeLanes } from "../status/runner.sql.ts";
import { type ServedLane, serveLane } from "./serve-lane.ts";
import { createWakeUp } from "./wake-up.ts";

const seenEveryMs = 15_000;

/**
 * Serves the lanes until the signal aborts and every call in hand is finished or given back. Where upkeep is not among
 * them it may run nowhere: calls whose worker died are rescued here then.
 */
export async function serveUntilStopped(
  { db, log, directUrl, reviveDatabase }: Pick<Installation, "db" | "log" | "directUrl" | "reviveDatabase">,
  lanes: readonly ServedLane[],
  signal: AbortSignal,
  onCalls: (statuses: readonly string[]) => void = () => undefined,
): Promise<void> {
  const wakeUp = createWakeUp();
  const listener = listen({
    url: directUrl,
    channel: "callscript_calls",
    log,
    onPayload: (payload) => {
      const statuses = payload.split(",");
      wakeUp.ring(statuses);
      onCalls(statuses);
    },
    onState: (state) => {
      if (state === "listening") wakeUp.ring([]);
    },
  });
  const names = [...new Set(lanes.map((lane) => lane.name))];
  const see = () =>
    seeLanes.run(db, names).catch((error: unknown) => log.warn("lanes not seen", { reason: String(error) }));
  const rescue = async () => {
    if (names.includes("upkeep")) return;
    const rescued = await rescueCalls({ db, log }).catch((error: unknown) => {
      log.warn("calls not rescued", { reason: String(error) });
      return 0;
    });
    // A rescued call keeps its status as a rule, and so rings for nobody.
    if (rescued > 0) wakeUp.ring([]);
  };
  await see();
  await rescue();
  await probeNow.run(db, names);
  const seen = setInterval(() => void Promise.all([see(), rescue()]), seenEveryMs);
  let reviving: Promise<void> | null = null;
  const onTrouble = () => {
    reviving ??= reviveDatabase()
      .catch((error: unknown) => log.error("the database did not come back", { reason: String(error) }))
      .finally(() => {
        reviving = null;
      });
    return reviving;
  };
  await Promise.all(lanes.map((lane) => serveLane(lane, { db, log, wakeUp, signal, onTrouble })));
  clearInterval(seen);
  await listener.close();
}
