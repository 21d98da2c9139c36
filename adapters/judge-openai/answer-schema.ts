import { z } from "zod";

export const Findings = z.object({
  findings: z.array(
    z.object({
      code: z.string(),
      reason: z.string().max(2_000),
      turn: z.int().nonnegative().nullable(),
      quote: z.string().max(4_000).nullable(),
      answer: z.enum(["yes", "unsure"]),
      confidence: z.number().min(0).max(1).nullable(),
    }),
  ),
});

/** The answer's shape as the endpoint is held to it: the reason comes before the answer. */
export function responseFormat(codes: readonly string[]) {
  const finding = {
    type: "object",
    additionalProperties: false,
    required: ["code", "reason", "turn", "quote", "answer", "confidence"],
    properties: {
      code: { type: "string", enum: codes },
      reason: { type: "string" },
      turn: { type: ["integer", "null"] },
      quote: { type: ["string", "null"] },
      answer: { type: "string", enum: ["yes", "unsure"] },
      confidence: { type: ["number", "null"] },
    },
  };
  const schema = {
    type: "object",
    additionalProperties: false,
    required: ["findings"],
    properties: { findings: { type: "array", items: finding } },
  };
  return { type: "json_schema", json_schema: { name: "findings", strict: true, schema } };
}

/** What an OpenAI-compatible endpoint answers with; unknown fields are left alone. */
export const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string().nullable() }) })).min(1),
  usage: z
    .object({
      prompt_tokens: z.int().nonnegative(),
      completion_tokens: z.int().nonnegative(),
      prompt_tokens_details: z.object({ cached_tokens: z.int().nonnegative().nullish() }).nullish(),
    })
    .nullish(),
});
export type Completion = z.infer<typeof Completion>;
