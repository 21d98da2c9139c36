import { z } from "zod";
import { query } from "../query.ts";

/** What a person does with lanes. The database refuses who is no admin. */
export const pauseLaneFromDesk = query<[lane: string, actor: string]>()(
  "pause_lane_from_desk",
  z.object({}),
  "select core.pause_lane_from_desk($1, $2)",
);

export const resumeLaneFromDesk = query<[lane: string, actor: string]>()(
  "resume_lane_from_desk",
  z.object({}),
  "select core.resume_lane_from_desk($1, $2)",
);

/** false: the lane is stopped by a person or by the day's budget, and was not asked. */
export const runLaneNow = query<[lane: string, actor: string]>()(
  "run_lane_now",
  z.object({ asked: z.boolean() }),
  "select core.run_lane_now($1, $2) as asked",
);
