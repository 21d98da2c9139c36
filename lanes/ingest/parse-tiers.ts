import { defaultTiers, type TierPlan, type Tiers } from "./tiers.ts";

const names = ["hot", "recent", "day", "week"] as const;
const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const slowestHotSeconds = 300;

/**
 * Reads tiers such as `hot=30m/60s,recent=3h/30m,day=26h/6h,week=8d/2d`: how far back, and how often. Those that are not
 * named stay as they are.
 * @throws Error that says what is wrong.
 */
export function parseTiers(text: string): Tiers {
  const given = new Map<string, TierPlan>();
  for (const part of text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean)) {
    const [, name = "", window = "", every = ""] = /^(\w+)=(\w+)\/(\w+)$/.exec(part) ?? [];
    if (!names.some((one) => one === name))
      throw new Error(
        `"${part}" is no tier; write one as hot=30m/60s, recent=3h/30m, day=26h/6h or week=8d/2d`,
      );
    given.set(name, { windowSeconds: seconds(window, part), everySeconds: seconds(every, part) });
  }
  const tiers: Tiers = {
    hot: given.get("hot") ?? defaultTiers.hot,
    recent: given.get("recent") ?? defaultTiers.recent,
    day: given.get("day") ?? defaultTiers.day,
    week: given.get("week") ?? defaultTiers.week,
  };
  const windows = names.map((name) => tiers[name].windowSeconds);
  if (windows.some((window, index) => index > 0 && window <= (windows[index - 1] ?? 0)))
    throw new Error("each tier reaches further back than the one before it: hot, recent, day, week");
  if (tiers.hot.everySeconds > slowestHotSeconds)
    throw new Error("hot is read every 5 minutes at the latest");
  return tiers;
}

function seconds(text: string, part: string): number {
  const [, count = "", unit = ""] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const value = Number(count) * (unitSeconds[unit] ?? 0);
  if (value > 0) return value;
  throw new Error(`"${part}": a time is a number with s, m, h or d, such as 30m`);
}
