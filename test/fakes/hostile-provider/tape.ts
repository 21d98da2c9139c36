import { dice, drawn } from "./random.ts";
import { makeCall, type TapeCall } from "./tape-call.ts";
import { makeWeather, type Weather } from "./weather.ts";

const dayMs = 24 * 60 * 60_000;

export interface TapeOptions {
  /** The same seed is the same world. */
  seed: number;
  startMs: number;
  days: number;
  callsPerDay: number;
  /** Multiplies what is rare: 1 as measured, more for a small world that is to meet everything. */
  spice: number;
}

/** One make-believe world, written down beforehand: every call with its times and versions, and when the provider is ill. */
export interface Tape extends TapeOptions {
  /** No call starts at or after this. */
  endMs: number;
  /** How far the provider's clock is ahead of the world's. */
  skewMs: number;
  /** In the order of their starts. */
  calls: readonly TapeCall[];
  weather: Weather;
}

/**
 * Makes a world. Calls come by business hours (peak twice the mean); now and then a dialler places 25 of them within
 * one second.
 */
export function makeTape(options: TapeOptions): Tape {
  const { seed, startMs, days, callsPerDay } = options;
  const roll = dice(seed, "starts");
  const starts: number[] = [];
  for (let day = 0; day < days; day += 1) {
    const dayStartMs = startMs + day * dayMs;
    const burstMs = dayStartMs + (10 + Math.floor(roll() * 8)) * 3_600_000 + Math.floor(roll() * 3600) * 1000;
    // Half of a burst shares one millisecond.
    for (let call = 0; call < 25; call += 1)
      starts.push(burstMs + (call % 2 === 0 ? 500 : Math.floor(roll() * 1000)));
    for (let call = 25; call < callsPerDay; call += 1) starts.push(dayStartMs + timeOfDay(roll));
  }
  starts.sort((one, other) => one - other);
  return {
    ...options,
    endMs: startMs + days * dayMs,
    skewMs: Math.round((drawn(seed, "skew") * 2 - 1) * 90_000),
    calls: starts.map((callStartMs, index) => makeCall(options, index, callStartMs)),
    weather: makeWeather(options),
  };
}

/** 1 - cos: nothing at 3:00, twice the mean at 15:00. */
function timeOfDay(roll: () => number): number {
  for (;;) {
    const day = roll();
    if (roll() * 2 < 1 - Math.cos(2 * Math.PI * (day - 3 / 24))) return Math.floor(day * dayMs);
  }
}
