import { callId, RowDate, segmentsOf, Turn } from "@callscript/adapters/import/import-row.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { z } from "zod";

const code = z.string().regex(/^[a-z][a-z0-9_]*$/, "a rule's code, such as agent_abusive");
const LabelledFlag = z.preprocess(
  (flag) => (typeof flag === "string" ? { code: flag } : flag),
  z.object({ code }),
);

/** A day, or a moment with its offset: the call's day in UTC. */
const Day = RowDate.transform((date) => new Date(date).toISOString().slice(0, 10));

/**
 * One line of a labelled set, in the format of docs/formats.md. The judge is given id, vertical, date and turns alone, so
 * nothing else of the line is kept but what it is scored by.
 */
export const LabelledCall = z.object({
  id: callId,
  vertical: Vertical.nullish().transform((vertical) => vertical ?? "General"),
  date: Day.nullish().transform((date) => date ?? undefined),
  label: z.enum(["bad", "safe"]),
  /** The codes of a bad call; empty where only that it is bad is known. */
  flags: z.array(LabelledFlag).default([]),
  tolerated_flags: z.array(LabelledFlag.transform((flag) => flag.code)).default([]),
  turns: z.array(Turn).transform(segmentsOf),
});
export type LabelledCall = z.infer<typeof LabelledCall>;

/** The same of a file, where a bad call says why and a safe one has nothing to say. */
export const LabelledLine = LabelledCall.extend({
  flags: z.array(LabelledFlag).nullish(),
  turns: z.array(Turn).min(1, "no turns").transform(segmentsOf),
}).transform((line, context) => {
  const fault = (message: string) => context.addIssue({ code: "custom", message, path: ["flags"] });
  if (line.label === "bad" && !line.flags)
    fault("missing: a bad call has its codes here, or [] where only that it is bad is known");
  if (line.label === "safe" && line.flags && line.flags.length > 0)
    fault("a safe call has none; a flag that is neither right nor wrong stands in tolerated_flags");
  return { ...line, flags: line.flags ?? [] };
});
