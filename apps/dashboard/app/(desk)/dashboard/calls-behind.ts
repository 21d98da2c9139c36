import { callsQuery, everyCall } from "../calls/(list)/calls-query.ts";
import type { CallsView } from "../calls/(list)/calls-view.ts";
import type { OverviewUrl } from "./overview-url.ts";

const dayMs = 86_400_000;
const isMidnight = (moment: Date) => moment.getTime() % dayMs === 0;

/** The list of the calls that a figure counts: those that began in the stretch, narrowed as the page is. */
export function callsBehind(
  { campaign, vertical, publisher }: Pick<OverviewUrl, "campaign" | "vertical" | "publisher">,
  { fromUtc, toUtc }: { fromUtc: Date; toUtc: Date },
  more: Partial<Pick<CallsView, "status" | "verdict" | "sev">> = {},
): string {
  const isWhole = isMidnight(fromUtc) && isMidnight(toUtc);
  const moment = (then: Date) => `${then.toISOString().slice(0, 19)}Z`;
  const [from, to] = isWhole
    ? [fromUtc.toISOString().slice(0, 10), new Date(toUtc.getTime() - dayMs).toISOString().slice(0, 10)]
    : [moment(fromUtc), moment(toUtc)];
  return `/calls${callsQuery({ ...everyCall, campaign, vertical, publisher, from, to, ...more })}`;
}
