import { query } from "@callscript/core/query.ts";
import { z } from "zod";

export const finishFactory = query<
  [
    call: string,
    worker: string,
    attempt: number,
    text: string,
    segments: string,
    speechModel: string,
    standIn: boolean,
    words: string | null,
    facts: string,
    peaks: string,
    computeSeconds: number,
    costUsd: string,
  ]
>()(
  "finish_factory",
  z.object({ written: z.boolean() }),
  "select core.finish_factory($1, $2, $3, $4, $5::jsonb, $6, $7, $8::jsonb, $9::jsonb, $10::jsonb, $11, $12::numeric) as written",
);

/** A pause for want of a model ends as soon as there is one; other pauses stand. */
export const resumeWithModel = query<[reason: string]>()(
  "resume_with_model",
  z.object({}),
  "select core.resume_lane('factory') from core.lanes where lane = 'factory' and paused and pause_kind = 'trouble' and reason like $1",
);
