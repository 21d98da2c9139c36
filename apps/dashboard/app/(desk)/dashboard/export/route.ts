import { exportOverview } from "@callscript/core/desk/export-overview.ts";
import { overviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { database } from "../../../../lib/database.ts";
import { isFromElsewhere } from "../../../../lib/is-from-elsewhere.ts";
import { currentPerson } from "../../../../lib/session.ts";
import { filterOf, OverviewUrl } from "../overview-url.ts";

export const dynamic = "force-dynamic";

const guarded = { "cache-control": "private, no-store", vary: "cookie", "x-content-type-options": "nosniff" };
const refuse = (status: number, words: string) => new Response(`${words}\n`, { status, headers: guarded });

/** The figures of the traffic chart as CSV: sums, and nothing of a single call. */
export async function GET(request: Request): Promise<Response> {
  if ((await currentPerson()) === null) return refuse(401, "Sign in first.");
  if (isFromElsewhere(request)) return refuse(403, "This request did not come from the dashboard.");
  const url = OverviewUrl.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = new Date();
  const csv = await exportOverview(database(), overviewPeriod(url.range, now), filterOf(url));
  const name = `figures-${url.range}-${now.toISOString().slice(0, 10)}.csv`;
  return new Response(csv, {
    headers: {
      ...guarded,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}
