import type { OverviewFilter } from "@callscript/core/desk/overview.ts";
import { OverviewRange } from "@callscript/core/desk/overview-period.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { z } from "zod";
import { AskedName } from "../../../lib/asked-name.ts";

/** What the address of the dashboard says. What is missing or bad is what the page shows by itself. */
export const OverviewUrl = z.object({
  range: OverviewRange.catch("today"),
  campaign: z.uuid().nullable().catch(null),
  vertical: Vertical.nullable().catch(null),
  publisher: AskedName.nullable().catch(null),
  view: z.enum(["calls", "lanes"]).catch("calls"),
  by: z.enum(["publisher", "campaign"]).catch("publisher"),
  /** The chart whose figures are shown as rows below it. */
  table: z.enum(["figures", "traffic", "rules", "shares"]).nullable().catch(null),
});
export type OverviewUrl = z.infer<typeof OverviewUrl>;

const plain = OverviewUrl.parse({});

/** The address of the dashboard with something changed; what it shows by itself is left out. */
export function overviewHref(from: OverviewUrl, change: Partial<OverviewUrl> = {}): string {
  const wanted: OverviewUrl = { ...from, ...change };
  const said = new URLSearchParams();
  for (const key of OverviewUrl.keyof().options) {
    const value = wanted[key];
    if (value !== null && value !== plain[key]) said.set(key, value);
  }
  return said.size === 0 ? "/dashboard" : `/dashboard?${said}`;
}

export function filterOf({ campaign, vertical, publisher }: OverviewUrl): OverviewFilter {
  return { campaign, vertical, publisher };
}
