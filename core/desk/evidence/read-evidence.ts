import type { Db } from "../../query.ts";
import { type CallDetail, callDetail, callEvents, callRecording, ruleTexts } from "../call.sql.ts";
import { flagReviews } from "../flag-reviews.sql.ts";
import { callReviews } from "./evidence.sql.ts";

/** All that is known of a call and speaks for or against it; the caller's number is not part of it. */
export interface Evidence {
  call: Omit<CallDetail, "caller_number">;
  storagePath: string | null;
  rules: Awaited<ReturnType<typeof ruleTexts.run>>;
  events: Awaited<ReturnType<typeof callEvents.run>>;
  reviews: Awaited<ReturnType<typeof callReviews.run>>;
  opinions: Awaited<ReturnType<typeof flagReviews.run>>;
}

/** Its flags are in the order of time; null where there is no such call. */
export async function readEvidence(db: Db, id: string): Promise<Evidence | null> {
  const [[found], [recording], events, reviews, opinions] = await Promise.all([
    callDetail.run(db, id),
    callRecording.run(db, id),
    callEvents.run(db, id),
    callReviews.run(db, id),
    flagReviews.run(db, id),
  ]);
  if (found === undefined) return null;
  const { caller_number: _, ...call } = found;
  const flags = call.flags.toSorted(
    (a, b) => (a.start ?? Number.POSITIVE_INFINITY) - (b.start ?? Number.POSITIVE_INFINITY),
  );
  const rules = await ruleTexts.run(
    db,
    call.qa_version ?? "",
    flags.map(({ code }) => code),
    call.start_time_utc,
  );
  return {
    call: { ...call, flags },
    storagePath: recording?.storage_path ?? null,
    rules,
    events,
    reviews,
    opinions,
  };
}
