import { query } from "@callscript/core/query.ts";
import { z } from "zod";

/** Writes transcripts back and names the calls that were still this worker's; `results` is an array of FactoryResult. */
export const finishFactory = query<[worker: string, results: string]>()(
  "finish_factory",
  z.object({ id: z.uuid() }),
  "select id from core.finish_factory($1, $2::jsonb) as id",
);

/** A pause for want of a model ends as soon as there is one; other pauses stand. */
export const resumeWithModel = query<[reason: string]>()(
  "resume_with_model",
  z.object({}),
  "select core.resume_lane('factory') from core.lanes where lane = 'factory' and paused and pause_kind = 'trouble' and reason like $1",
);
