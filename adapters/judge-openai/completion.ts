import { z } from "zod";

/** A number of tokens; endpoints that do not count send null, or leave it out. */
const Tokens = z.int().nonnegative().nullish();

/**
 * What an OpenAI-compatible endpoint answers with, as far as we read it (openai-openapi,
 * `CreateChatCompletionResponse`); unknown fields are left alone. OpenRouter reports a provider that failed on the way
 * with status 200 and `error` beside the choices or in one (openrouter.ai/docs/api/reference/errors-and-debugging).
 */
export const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
        error: z.unknown().optional(),
      }),
    )
    .nullish(),
  usage: z
    .object({
      prompt_tokens: Tokens,
      completion_tokens: Tokens,
      prompt_tokens_details: z.object({ cached_tokens: Tokens }).nullish(),
    })
    .nullish(),
  error: z.unknown().optional(),
});
export type Completion = z.infer<typeof Completion>;

/** The body of a refusal, whoever sent it: OpenAI, vLLM (its code is a number, once without `error`), Ollama, proxies. */
const ErrorFields = z.object({
  message: z.string().nullish(),
  type: z.string().nullish(),
  code: z.union([z.string(), z.number()]).nullish(),
  param: z.string().nullish().catch(null),
  /** OpenRouter's: why a moderated request was refused. */
  metadata: z
    .object({ reasons: z.array(z.string()).nullish() })
    .nullish()
    .catch(null),
});

export interface EndpointError {
  message: string;
  type: string;
  code: string;
  param: string | null;
  moderated: boolean;
}

/** Reads the error of a parsed body; all empty where it has none. */
export function endpointError(body: unknown): EndpointError {
  const one = Array.isArray(body) ? body[0] : body;
  const inner = z.object({ error: z.unknown().optional() }).safeParse(one).data?.error ?? one;
  const { message, type, code, param, metadata } = ErrorFields.safeParse(inner).data ?? {};
  return {
    message: message ?? (typeof inner === "string" ? inner : ""),
    type: type ?? "",
    code: String(code ?? ""),
    param: param ?? null,
    moderated: metadata?.reasons !== undefined && metadata.reasons !== null,
  };
}

/** A body as JSON; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
