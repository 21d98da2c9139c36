import { inboxMatches } from "@callscript/core/desk/inbox.sql.ts";
import { narrowInbox } from "@callscript/core/desk/narrow-inbox.ts";
import { database } from "../../../../lib/database.ts";
import { jsonAnswer } from "../../../../lib/json-answer.ts";
import { requireReader } from "../../../../lib/require-reader.ts";
import { filterOf, readInboxState } from "../../../(desk)/flags/read-inbox-state.ts";

export const dynamic = "force-dynamic";

/** As many as one decision over a whole view may reach. */
const most = 5_000;

/** Every call of a view with the version it has now, for a decision over all of them. */
export async function GET(request: Request): Promise<Response> {
  const person = await requireReader(request);
  if (person instanceof Response) return person;
  const state = readInboxState(Object.fromEntries(new URL(request.url).searchParams));
  const filter = filterOf(state, person.email, new Date());
  const db = database();
  const found = await inboxMatches[state.tab].run(db, ...(await narrowInbox(db, state.tab, filter)), most);
  return jsonAnswer({
    calls: found.map(({ id, version }) => ({ id, version })),
    revenue: found[0]?.revenue ?? "0",
    isMore: found.length === most,
  });
}
