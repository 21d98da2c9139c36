import { countDeskAct } from "@callscript/core/desk/count-desk-act.ts";
import { exportOverview } from "@callscript/core/desk/export-overview.ts";
import { overviewPeriod } from "@callscript/core/desk/overview-period.ts";
import { database } from "../../../../lib/database.ts";
import { guarded } from "../../../../lib/json-answer.ts";
import { limitWords } from "../../../../lib/limit-words.ts";
import { requireReader } from "../../../../lib/require-reader.ts";
import { filterOf, OverviewUrl } from "../overview-url.ts";

export const dynamic = "force-dynamic";

/** The figures of the traffic chart as CSV, to an admin: sums, and nothing of a single call. That it was taken is kept. */
export async function GET(request: Request): Promise<Response> {
  const person = await requireReader(request, "admin");
  if (person instanceof Response) return person;
  const url = OverviewUrl.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = new Date();
  const db = database();
  const freeAt = await countDeskAct(db, person.email, {
    kind: "calls_exported",
    detail: { view: `figures of ${url.range}` },
  });
  if (freeAt !== null)
    return new Response(`${limitWords("calls_exported", freeAt)}\n`, { status: 429, headers: guarded });
  const csv = await exportOverview(db, overviewPeriod(url.range, now), filterOf(url));
  const name = `figures-${url.range}-${now.toISOString().slice(0, 10)}.csv`;
  return new Response(csv, {
    headers: {
      ...guarded,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}
