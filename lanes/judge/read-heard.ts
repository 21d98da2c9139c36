import type { Db } from "@callscript/core/query.ts";
import type { CallToJudge } from "./judge-one.ts";
import { heardOfCalls } from "./read-heard.sql.ts";

export type Heard = Pick<CallToJudge, "words" | "peaks" | "earlierCalls">;

/** What was heard of each call, in one query. A call that is not there was forgotten meanwhile: nothing was heard of it. */
export async function readHeard(db: Db, calls: readonly string[]): Promise<(call: string) => Heard> {
  const rows = calls.length === 0 ? [] : await heardOfCalls.run(db, calls);
  const heard = new Map<string, Heard>(
    rows.map(({ id, words, peaks, earlier_calls }) => [
      id,
      {
        words,
        peaks,
        earlierCalls: earlier_calls.map((earlier) => ({
          id: earlier.id,
          startTimeUtc: new Date(earlier.start_time_utc),
        })),
      },
    ]),
  );
  return (call) => heard.get(call) ?? { words: [], peaks: null, earlierCalls: [] };
}
