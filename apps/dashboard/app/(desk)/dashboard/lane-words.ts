import { age, count, money } from "../../../lib/format.ts";

export const shownLanes = ["ingest", "vault", "factory", "judge"] as const;
export type LaneName = (typeof shownLanes)[number];

/** The status in which calls wait for a lane. */
const queueOf: Record<LaneName, string | null> = {
  ingest: null,
  vault: "pending",
  factory: "downloaded",
  judge: "transcribed",
};

export function queueFor(
  lane: LaneName,
  queues: readonly { status: string; calls: number; oldest_utc: Date }[],
): { calls: number; oldest_utc: Date } | null {
  return queues.find(({ status }) => status === queueOf[lane]) ?? null;
}

/** What the lane did today and where it stands, in a sentence of what is known. */
export function laneSentence(
  lane: LaneName,
  {
    finished,
    lastRunUtc,
    judgeTodayUsd,
    now,
  }: { finished: number; lastRunUtc: Date | null; judgeTodayUsd: string; now: Date },
): string {
  const did = {
    ingest: `${count(finished)} came in today`,
    vault: `${count(finished)} recordings kept today`,
    factory: `${count(finished)} transcribed today`,
    judge: `${count(finished)} judged today, for ${money(judgeTodayUsd)}`,
  }[lane];
  return lastRunUtc === null ? `${did}; has not run yet` : `${did}, ran ${age(lastRunUtc, now)} ago`;
}
