import { z } from "zod";
import { type Db, query } from "../query.ts";

/** What people do at the desk that no verb of its own keeps. */
export interface DeskEvent {
  kind: "second_factor_set_up" | "second_factor_taken_off" | "backup_codes_made" | "password_changed";
  detail: Readonly<Record<string, never>>;
}

const noteQuery = query<[actor: string, kind: string, detail: string]>()(
  "note_desk_event",
  z.object({}),
  "select core.note_desk_event($1, $2, $3::jsonb)",
);

/** Keeps for good what a person did that changes no call. */
export async function noteDeskEvent(db: Db, actor: string, event: DeskEvent): Promise<void> {
  await noteQuery.run(db, actor, event.kind, JSON.stringify(event.detail));
}
