import { z } from "zod";
import { query } from "./query.ts";
import { Segment } from "./transcript.ts";

/** A call as a lane holds it: `attempt` with the worker's name is the fence of every write-back. */
export const ClaimedCall = z.object({
  id: z.uuid(),
  ringba_call_id: z.string(),
  start_time_utc: z.date(),
  attempt: z.int(),
  audio_url: z.string().nullable(),
  storage_path: z.string().nullable(),
  vertical: z.string(),
  recording_seconds: z.number().nullable(),
  transcript_segments: z.array(Segment).nullable(),
});
export type ClaimedCall = z.infer<typeof ClaimedCall>;

const written = z.object({ written: z.boolean() });

export const claimCalls = query<[lane: string, worker: string, batch: number]>()(
  "claim_calls",
  ClaimedCall,
  "select * from core.claim_calls($1, $2, $3)",
);

export const renewLeases = query<[worker: string, calls: readonly string[]]>()(
  "renew_leases",
  z.object({ heartbeat: z.uuid() }),
  "select heartbeat from core.heartbeat($1, $2::uuid[])",
);

export const giveBack = query<[call: string, worker: string, attempt: number, reason: string]>()(
  "give_back",
  written,
  "select core.give_back($1, $2, $3, $4) as written",
);

export const failCall = query<
  [
    call: string,
    worker: string,
    attempt: number,
    reason: string,
    retryAfterSeconds: number | null,
    final: boolean,
  ]
>()(
  "fail_call",
  z.object({ status: z.string().nullable() }),
  "select core.fail_call($1, $2, $3, $4, make_interval(secs => $5), $6) as status",
);

export const reportOutage = query<
  [call: string, worker: string, attempt: number, reason: string, retryAfterSeconds: number | null]
>()(
  "report_outage",
  z.object({ status: z.string().nullable() }),
  "select core.report_outage($1, $2, $3, $4, make_interval(secs => $5)) as status",
);

export const pauseLane = query<
  [
    lane: string,
    kind: "person" | "trouble" | "outage" | "budget",
    reason: string,
    retryAfterSeconds: number | null,
  ]
>()("pause_lane", z.object({}), "select core.pause_lane($1, $2, $3, make_interval(secs => $4))");

export const resumeLane = query<[lane: string]>()("resume_lane", z.object({}), "select core.resume_lane($1)");

/** How many calls the lane may take now: 0 while it is paused, 1 when its probe is due. */
export const lanePermits = query<[lane: string, batch: number]>()(
  "lane_permits",
  z.object({ permits: z.int() }),
  "select core.lane_permits($1, $2) as permits",
);

export const noteLaneSuccess = query<[lane: string]>()(
  "note_lane_success",
  z.object({}),
  "select core.note_lane_success($1)",
);

/** The outside answered, if only that it has nothing: ends an outage, and is no success. */
export const noteLaneAnswer = query<[lane: string]>()(
  "note_lane_answer",
  z.object({}),
  "select core.note_lane_answer($1)",
);

export const recordLaneRun = query<[lane: string, report: string]>()(
  "record_lane_run",
  z.object({}),
  "select core.record_lane_run($1, $2::jsonb)",
);

/** Why a lane is paused; no row when it is not. */
export const lanePause = query<[lane: string]>()(
  "lane_pause",
  z.object({ reason: z.string().nullable() }),
  "select reason from core.lanes where lane = $1 and paused",
);

/** Lets paused lanes try one call at once, after a start: what was wrong may be mended. */
export const probeNow = query<[lanes: readonly string[]]>()(
  "probe_now",
  z.object({}),
  "select core.probe_now($1)",
);
