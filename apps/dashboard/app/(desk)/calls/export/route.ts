import { countDeskAct } from "@callscript/core/desk/count-desk-act.ts";
import { exportCalls } from "@callscript/core/desk/export-calls.ts";
import { database } from "../../../../lib/database.ts";
import { guarded } from "../../../../lib/json-answer.ts";
import { limitWords } from "../../../../lib/limit-words.ts";
import { requireReader } from "../../../../lib/require-reader.ts";
import { streamPieces } from "../../../../lib/stream-pieces.ts";
import { callsQuery } from "../(list)/calls-query.ts";
import { filtersOf, readCallsView } from "../(list)/calls-view.ts";

export const dynamic = "force-dynamic";

/** The calls of a view as CSV, to an admin, read and sent page by page. That it was taken is kept before the first line. */
export async function GET(request: Request): Promise<Response> {
  const person = await requireReader(request, "admin");
  if (person instanceof Response) return person;
  const view = readCallsView(Object.fromEntries(new URL(request.url).searchParams));
  const now = new Date();
  const freeAt = await countDeskAct(database(), person.email, {
    kind: "calls_exported",
    detail: { view: callsQuery(view) },
  });
  if (freeAt !== null)
    return new Response(`${limitWords("calls_exported", freeAt)}\n`, { status: 429, headers: guarded });
  const name = `calls-${now.toISOString().slice(0, 19).replaceAll(":", "")}Z.csv`;
  const pieces = exportCalls(database(), { filters: filtersOf(view, now), sort: view.sort });
  return new Response(streamPieces(pieces, request.signal), {
    headers: {
      ...guarded,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}
