import Big from "big.js";
import type { Usd } from "./usd.ts";

export const zeroUsd: Usd = "0";

export function addUsd(...amounts: readonly Usd[]): Usd {
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed();
}

/** `units` at `pricePerMillion` dollars a million, exact to eight places (rounded half up). */
export function usdForUnits(units: number, pricePerMillion: Usd): Usd {
  return new Big(pricePerMillion).times(units).div(1_000_000).round(8, 1).toFixed();
}

/** An amount so many times, exact to eight places (rounded half up). */
export function timesUsd(amount: Usd, times: number): Usd {
  return new Big(amount).times(times).round(8, 1).toFixed();
}

/** An amount shared among so many, exact to eight places (rounded half up). */
export function divideUsd(amount: Usd, among: number): Usd {
  return new Big(amount).div(among).round(8, 1).toFixed();
}

/** What so many seconds cost at a price an hour, exact to eight places (rounded half up). */
export function usdForSeconds(seconds: number, perHour: Usd): Usd {
  return new Big(perHour).times(seconds).div(3_600).round(8, 1).toFixed();
}

/** true where `amount` is more than `limit`. */
export function exceedsUsd(amount: Usd, limit: Usd): boolean {
  return new Big(amount).gt(limit);
}
