import { z } from "zod";
import { type Db, query } from "../query.ts";

/** What a person takes of a call, or of many. */
export type DeskAct =
  | { kind: "recording_played" | "number_copied" | "evidence_packaged"; detail: { call: string } }
  | { kind: "calls_exported"; detail: { view: string } };

const countQuery = query<[actor: string, kind: string, detail: string]>()(
  "count_desk_act",
  z.object({ allowed: z.boolean(), free_at_utc: z.date().nullable() }),
  "select allowed, free_at_utc from core.count_desk_act($1, $2, $3::jsonb)",
);

/**
 * Keeps that a person takes something, before it is given. Answers with null where they may, else with the moment from
 * which they may again: nobody takes more in an hour than the database's limits say. Plays are counted and never refused.
 */
export async function countDeskAct(db: Db, actor: string, act: DeskAct): Promise<Date | null> {
  const [counted] = await countQuery.run(db, actor, act.kind, JSON.stringify(act.detail));
  if (counted === undefined || counted.allowed) return null;
  return counted.free_at_utc ?? new Date();
}
