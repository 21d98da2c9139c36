import { query } from "@callscript/core/query.ts";
import { Word } from "@callscript/core/transcript.ts";
import { z } from "zod";

const Peaks = z.object({ channels: z.array(z.array(z.number())), seconds: z.number() });
const EarlierCall = z.object({ id: z.uuid(), start_time_utc: z.iso.datetime({ offset: true }) });

/** What the gate measures, beside the transcript: words with their seconds, loudness, and earlier calls of the number. */
export const heardOfCalls = query<[calls: readonly string[]]>()(
  "heard_of_calls",
  z.object({
    id: z.uuid(),
    words: z.array(Word),
    peaks: Peaks.nullable(),
    earlier_calls: z.array(EarlierCall),
  }),
  `select c.id, coalesce(w.words, '[]') as words, p.peaks,
    coalesce((select jsonb_agg(to_jsonb(e) order by e.start_time_utc desc) from core.earlier_calls(c.id) e), '[]') as earlier_calls
  from core.calls c left join core.call_words w on w.call_id = c.id left join core.call_peaks p on p.call_id = c.id
  where c.id = any ($1::uuid[])`,
);
