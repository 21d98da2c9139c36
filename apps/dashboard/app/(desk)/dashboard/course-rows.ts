import type { Traffic } from "@callscript/core/desk/overview.ts";
import type { OverviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { count, money, percent, unknown } from "../../../lib/format.ts";
import { binName } from "./bin-words.ts";

/** What the courses of the figures draw, a row a bin that has begun. */
export function courseRows({ bins, confirmedUsd }: Traffic, period: OverviewPeriod): string[][] {
  return bins.flatMap((bin, index) => {
    const usd = confirmedUsd[index];
    return bin.isPast
      ? [
          [
            binName(bin.startUtc, period),
            count(bin.safe + bin.flagged + bin.inProgress),
            percent(bin.share),
            usd === undefined ? unknown : money(usd.toFixed(2), { sum: true }),
          ],
        ]
      : [];
  });
}
