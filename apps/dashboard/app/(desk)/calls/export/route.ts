import { countDeskAct } from "@callscript/core/desk/count-desk-act.ts";
import { exportCalls } from "@callscript/core/desk/export-calls.ts";
import { database } from "../../../../lib/database.ts";
import { isFromElsewhere } from "../../../../lib/is-from-elsewhere.ts";
import { limitWords } from "../../../../lib/limit-words.ts";
import { currentPerson } from "../../../../lib/session.ts";
import { streamText } from "../../../../lib/stream-text.ts";
import { callsQuery } from "../(list)/calls-query.ts";
import { filtersOf, readCallsView } from "../(list)/calls-view.ts";

export const dynamic = "force-dynamic";

const guarded = { "cache-control": "private, no-store", vary: "cookie", "x-content-type-options": "nosniff" };
const refuse = (status: number, words: string) => new Response(`${words}\n`, { status, headers: guarded });

/** The calls of a view as CSV, to an admin, read and sent page by page. That it was taken is kept before the first line. */
export async function GET(request: Request): Promise<Response> {
  const person = await currentPerson();
  if (person === null) return refuse(401, "Sign in first.");
  if (person.role !== "admin") return refuse(403, "Only an admin may export calls.");
  if (isFromElsewhere(request)) return refuse(403, "This request did not come from the dashboard.");
  const view = readCallsView(Object.fromEntries(new URL(request.url).searchParams));
  const now = new Date();
  const freeAt = await countDeskAct(database(), person.email, {
    kind: "calls_exported",
    detail: { view: callsQuery(view) },
  });
  if (freeAt !== null) return refuse(429, limitWords("calls_exported", freeAt));
  const name = `calls-${now.toISOString().slice(0, 19).replaceAll(":", "")}Z.csv`;
  const pieces = exportCalls(database(), { filters: filtersOf(view, now), sort: view.sort });
  return new Response(streamText(pieces, request.signal), {
    headers: {
      ...guarded,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}
