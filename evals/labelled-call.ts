import { Segment } from "@callscript/core/transcript.ts";
import { z } from "zod";

const LabelledFlag = z.union([
  z.string().transform((code) => ({ code })),
  z.object({ code: z.string(), quote: z.string().optional() }),
]);

/** One line of a labelled set, in the format of docs/formats.md. The judge is given id, vertical, date and turns only. */
export const LabelledCall = z.object({
  id: z.string(),
  vertical: z.string().default("General"),
  date: z.iso.date().optional(),
  label: z.enum(["bad", "safe"]),
  flags: z.array(LabelledFlag).default([]),
  tolerated_flags: z
    .array(z.union([z.string(), z.object({ code: z.string() }).transform(({ code }) => code)]))
    .default([]),
  duration_seconds: z.number().optional(),
  turns: z.array(
    z
      .object({
        speaker: z.string(),
        text: z.string(),
        start: z.number().nullable().default(null),
        end: z.number().nullable().default(null),
      })
      .pipe(Segment),
  ),
});
export type LabelledCall = z.infer<typeof LabelledCall>;
