import { z } from "zod";

/** What the model is to answer with. `line` is a label as it stands in the prompt. */
export const Findings = z.object({
  findings: z.array(
    z.object({
      code: z.string(),
      reason: z.string(),
      line: z.string().nullable(),
      quote: z.string().nullable(),
      answer: z.enum(["yes", "unsure"]),
    }),
  ),
});
export type ModelFinding = z.infer<typeof Findings>["findings"][number];

/** The answer's shape as the endpoint is held to it: the reason comes before the answer. */
export function responseFormat(codes: readonly string[]) {
  const finding = {
    type: "object",
    properties: {
      code: { type: "string", enum: codes },
      reason: { type: "string" },
      line: { type: "string" },
      quote: { type: "string" },
      answer: { type: "string", enum: ["yes", "unsure"] },
    },
    required: ["code", "reason", "line", "quote", "answer"],
    additionalProperties: false,
  };
  const schema = {
    type: "object",
    properties: { findings: { type: "array", items: finding } },
    required: ["findings"],
    additionalProperties: false,
  };
  return { type: "json_schema", json_schema: { name: "findings", strict: true, schema } };
}
