import { dice, drawn, lognormal } from "./random.ts";
import { makeRecording, type TapeRecording } from "./tape-recording.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Dollars as the provider keeps them from a moment on. */
export interface Money {
  fromMs: number;
  revenue: string;
  payout: string;
}

export interface TapeCall {
  index: number;
  id: string;
  campaign: { id: string; name: string } | null;
  startMs: number;
  hangUpMs: number;
  /** From here on the provider lists the call: from its start, while it rings, or when it is over; or much later. */
  listedMs: number;
  /** From here on it is listed with what is known at hang-up. */
  finishedMs: number;
  durationSeconds: number;
  connectedSeconds: number;
  hasConnected: boolean;
  /** In time; the last one is the final version. */
  money: readonly Money[];
  recording: TapeRecording | null;
}

const campaignNames = [
  "Medicare - Nationwide",
  "ACA Nationwide",
  "Solar - CA",
  "Auto Insurance TX",
  "Vacation Packages",
  "Debt Relief - Variable Rate",
];

/** Durations: lognormal, median 150 s, mean 274 s. One call in five does not connect. */
export function makeCall(
  { seed, spice }: { seed: number; spice: number },
  index: number,
  startMs: number,
): TapeCall {
  const roll = dice(seed, "call", index);
  const hasConnected = roll() >= 0.2;
  const durationSeconds = hasConnected
    ? Math.min(4 * 3600, Math.max(8, Math.round(lognormal(roll, 150, 1.0977))))
    : 5 + Math.floor(roll() * 40);
  const hangUpMs = startMs + durationSeconds * second;
  const finishedMs = hangUpMs + lateness(roll, spice);
  const atStart = roll() < 0.3;
  const campaign = Math.floor(roll() * (campaignNames.length + 0.3));
  return {
    index,
    id: idOf(seed, index),
    campaign:
      campaign < campaignNames.length
        ? { id: `CA${String(campaign).repeat(32)}`, name: campaignNames[campaign] ?? "" }
        : null,
    startMs,
    hangUpMs,
    listedMs: atStart ? Math.min(finishedMs, startMs + Math.floor(roll() * 10 * second)) : finishedMs,
    finishedMs,
    durationSeconds,
    connectedSeconds: hasConnected ? Math.max(1, durationSeconds - 3 - Math.floor(roll() * 5)) : 0,
    hasConnected,
    money: moneyOf(roll, spice, hasConnected, hangUpMs),
    // One connected call in fifty was not recorded.
    recording: hasConnected && roll() >= 0.02 ? makeRecording({ seed, spice }, index, hangUpMs) : null,
  };
}

/** From hang-up to the list: mostly seconds, one in a hundred more than a minute, one in two thousand up to a day. */
function lateness(roll: () => number, spice: number): number {
  const at = roll();
  if (at < 0.0005 * spice) return 6 * hour + Math.floor(roll() * 18 * hour);
  if (at < 0.002 * spice) return hour + Math.floor(roll() * 5 * hour);
  if (at < 0.01 * spice) return minute + Math.floor(roll() * 59 * minute);
  return Math.floor(roll() * (at < 0.06 ? 60 : 15) * second);
}

/** Three connected calls in five are paid for; four in a hundred of them are adjusted, minutes to five days later. */
function moneyOf(
  roll: () => number,
  spice: number,
  hasConnected: boolean,
  hangUpMs: number,
): readonly Money[] {
  const isPaid = hasConnected && roll() < 0.6;
  const cents = isPaid ? 1000 + Math.floor(roll() * 9000) : 0;
  const money = [{ fromMs: hangUpMs, revenue: dollars(cents), payout: dollars(Math.floor(cents * 0.7)) }];
  let fromMs = hangUpMs;
  while (isPaid && roll() < (money.length === 1 ? Math.min(0.3, 0.04 * spice) : 0.3) && money.length < 4) {
    fromMs += 2 * minute + Math.floor(roll() ** 3 * 5 * day);
    if (fromMs > hangUpMs + 5 * day) break;
    const part = roll() < 0.4 ? 0 : roll();
    const revenue = roll() < 0.8 ? dollars(Math.floor(cents * part)) : (money.at(-1)?.revenue ?? "0");
    money.push({ fromMs, revenue, payout: dollars(Math.floor(cents * part * 0.7)) });
  }
  return money;
}

function dollars(cents: number): string {
  return (cents / 100).toFixed(2);
}

function idOf(seed: number, index: number): string {
  const hex = [0, 1, 2, 3].map((part) => Math.floor(drawn(seed, "id", index, part) * 2 ** 32));
  return `RGB${hex.map((one) => one.toString(16).padStart(8, "0")).join("")}V3${String(index).padStart(6, "0")}`;
}
