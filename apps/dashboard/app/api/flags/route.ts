import { listInbox } from "@callscript/core/desk/list-inbox.ts";
import { z } from "zod";
import { database } from "../../../lib/database.ts";
import { jsonAnswer } from "../../../lib/json-answer.ts";
import { requireReader } from "../../../lib/require-reader.ts";
import { toRow } from "../../(desk)/flags/inbox-row.ts";
import { filterOf, readInboxState } from "../../(desk)/flags/read-inbox-state.ts";

export const dynamic = "force-dynamic";

const key = z.iso.datetime({ precision: 6 });
const After = z.object({
  severity: z.int().min(0).max(4),
  startUtc: key,
  closesUtc: key.nullable(),
  id: z.uuid(),
  asOfUtc: key,
});
const pageSize = 100;

/** The page of a list that follows: the list's own address, and where to go on from. */
export async function GET(request: Request): Promise<Response> {
  const person = await requireReader(request);
  if (person instanceof Response) return person;
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const after = z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue("not JSON");
        return z.NEVER;
      }
    })
    .pipe(After)
    .safeParse(params["after"]);
  if (!after.success) return jsonAnswer({ problem: "No page begins there." }, 400);
  const state = readInboxState(params);
  const now = new Date();
  const page = await listInbox(database(), {
    ...state,
    filter: filterOf(state, person.email, now),
    after: after.data,
    size: pageSize,
    now,
  });
  return jsonAnswer({ ...page, calls: undefined, rows: page.calls.map((call) => toRow(call, now)) });
}
