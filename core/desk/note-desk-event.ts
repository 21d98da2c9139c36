import { z } from "zod";
import { type Db, query } from "../query.ts";

const noteQuery = query<[actor: string, kind: string, detail: string]>()(
  "note_desk_event",
  z.object({}),
  "select core.note_desk_event($1, $2, $3::jsonb)",
);

/** Keeps for good what a person did that changes no call. */
export async function noteDeskEvent(
  db: Db,
  actor: string,
  event: { kind: "calls_exported"; detail: { view: string } },
): Promise<void> {
  await noteQuery.run(db, actor, event.kind, JSON.stringify(event.detail));
}
