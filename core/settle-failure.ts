import {
  type ClaimedCall,
  failCall,
  giveBack,
  lanePause,
  pauseLane,
  reportOutage,
} from "./call-verbs.sql.ts";
import { failureOf } from "./failure.ts";
import type { Log } from "./ports.ts";
import type { Db } from "./query.ts";

/**
 * Writes what went wrong with a claimed call: a failure of the call counts its attempt, an outage opens the lane's
 * breaker and a broken lane pauses, both leaving the attempt untouched. Answers with the pause reason, if any.
 */
export async function settleFailure(
  { db, log }: { db: Db; log: Log },
  {
    lane,
    worker,
    call,
    error,
    signal,
  }: { lane: string; worker: string; call: ClaimedCall; error: unknown; signal?: AbortSignal },
): Promise<string | null> {
  if (signal?.aborted) {
    await giveBack.run(db, call.id, worker, call.attempt, "the worker is stopping");
    return null;
  }
  const failure = failureOf(error);
  log.warn("call not finished", {
    call: call.id,
    lane,
    attempt: call.attempt,
    failure: failure.kind,
    reason: failure.reason,
  });
  switch (failure.kind) {
    case "call":
      await failCall.run(
        db,
        call.id,
        worker,
        call.attempt,
        failure.reason,
        failure.retryAfterSeconds ?? null,
        failure.final ?? false,
      );
      return null;
    case "transient":
      await reportOutage.run(
        db,
        call.id,
        worker,
        call.attempt,
        failure.reason,
        failure.retryAfterSeconds ?? null,
      );
      // Where others go through, it is this call's trouble alone and the lane goes on.
      return (await lanePause.run(db, lane))[0]?.reason ?? null;
    case "lane":
      await giveBack.run(db, call.id, worker, call.attempt, failure.reason);
      await pauseLane.run(
        db,
        lane,
        failure.until === "midnight_utc" ? "budget" : "trouble",
        failure.reason,
        null,
      );
      return failure.reason;
  }
}
