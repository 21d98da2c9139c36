import { dice } from "./random.ts";

/** `outage`: every connection breaks; in a burst of the others four requests in five are refused. */
export type Illness = "outage" | "429" | "limited" | "500";

export interface Weather {
  /** What is wrong with the API at a moment; `limited` is 429 in the body of a 200. */
  api(ms: number): Illness | null;
  /** What is wrong with the recordings' hosts. */
  recordings(ms: number): Illness | null;
}

interface Spell {
  fromMs: number;
  toMs: number;
  illness: Illness;
}

const hour = 3_600_000;
const apiBursts = ["429", "limited", "500", "429", "limited", "500", "429", "500", "500"] as const;
const recordingBursts = ["429", "500", "500", "429", "500", "500"] as const;

/**
 * One outage of six hours over a peak, API and recordings alike; besides, each has its own bursts: nine and six a day, of
 * one to ten minutes.
 */
export function makeWeather(tape: { seed: number; startMs: number; days: number }): Weather {
  const { seed, startMs, days } = tape;
  const fromMs = startMs + (Math.floor(days / 2) * 24 + 11 + dice(seed, "outage")() * 3) * hour;
  const outage: Spell = { fromMs, toMs: fromMs + 6 * hour, illness: "outage" };
  const api = [outage, ...spells(dice(seed, "api"), tape, apiBursts)];
  const recordings = [outage, ...spells(dice(seed, "recordings"), tape, recordingBursts)];
  const at = (of: readonly Spell[], ms: number) =>
    of.find((spell) => ms >= spell.fromMs && ms < spell.toMs)?.illness ?? null;
  return { api: (ms) => at(api, ms), recordings: (ms) => at(recordings, ms) };
}

/** Bursts go on for a week after the last call. */
function spells(
  roll: () => number,
  { startMs, days }: { startMs: number; days: number },
  aDay: readonly Illness[],
): Spell[] {
  return Array.from({ length: days + 8 }, (_, day) =>
    aDay.map((illness) => {
      const fromMs = startMs + (day + roll()) * 24 * hour;
      return { fromMs, toMs: fromMs + 60_000 + roll() * 540_000, illness };
    }),
  ).flat();
}
