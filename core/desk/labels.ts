import type { Db } from "../query.ts";
import type { Segment } from "../transcript.ts";
import { countDecided, type DecidedCall, decidedCalls } from "./labels.sql.ts";

/** One line of a labelled set, see docs/formats.md. */
export interface LabelLine {
  id: string;
  vertical: string;
  date: string;
  label: "bad" | "safe";
  flags: { code: string; quote: string | null; turn: number | null; start: number | null }[];
  tolerated_flags: string[];
  turns: Pick<Segment, "speaker" | "text" | "start" | "end">[];
}

const pageSize = 200;
const beforeAll = { start_time: "-infinity", id: "00000000-0000-0000-0000-000000000000" };

/** How many calls `readLabels` will go through. */
export async function countLabels(db: Db, since: Date): Promise<number> {
  const [count] = await countDecided.run(db, since);
  return count?.calls ?? 0;
}

/**
 * What people decided of the calls since then, the oldest first, as lines of a labelled set: one page of calls is held at
 * a time. A flag that a person called wrong is none of a bad call's flags. null stands for a call on which nothing was said: there are no turns to judge it by. Who decided, the caller's
 * number and whatever else is known of the call are left out.
 */
export async function* readLabels(db: Db, since: Date): AsyncGenerator<LabelLine | null> {
  let after: Pick<DecidedCall, "start_time" | "id"> = beforeAll;
  for (;;) {
    const page = await decidedCalls.run(db, since, after.start_time, after.id, pageSize);
    for (const call of page) yield labelOf(call);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last;
  }
}

function labelOf({ id, vertical, day, verdict, segments, wrong, ...call }: DecidedCall): LabelLine | null {
  if (!segments.some(({ text }) => text.trim() !== "")) return null;
  const isBad = verdict === "confirmed_bad";
  const flags = call.flags.filter(({ code }) => !wrong.includes(code));
  return {
    id,
    vertical,
    date: day,
    label: isBad ? "bad" : "safe",
    flags: isBad ? flags.map(({ code, quote, turn, start }) => ({ code, quote, turn, start })) : [],
    tolerated_flags: [],
    turns: segments.map(({ speaker, text, start, end }) => ({ speaker, text, start, end })),
  };
}
