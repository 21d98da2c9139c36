import { count, percent } from "../../../lib/format.ts";

/** "215 decided today, 87.0 % held up.", or null before the first decision of the day (UTC). */
export function todayWords({ decided, confirmed }: { decided: number; confirmed: number }): string | null {
  return decided === 0 ? null : `${count(decided)} decided today, ${percent(confirmed / decided)} held up.`;
}
