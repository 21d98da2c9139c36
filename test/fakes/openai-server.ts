import type { ServerResponse } from "node:http";
import { loadTokenCounter } from "@callscript/adapters/judge-openai/count-tokens.ts";
import { z } from "zod";
import { json, type LoopbackServer, loopbackServer } from "./loopback-server.ts";

/** What OpenAI takes of a chat completion, as far as a judge sends it; anything else is refused as it refuses it. */
const ChatRequest = z.strictObject({
  model: z.string(),
  messages: z
    .array(z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: z.string() }))
    .min(1),
  temperature: z.number().min(0).max(2).optional(),
  seed: z.int().optional(),
  stream: z.literal(false).optional(),
  max_tokens: z.int().positive().optional(),
  max_completion_tokens: z.int().positive().optional(),
  response_format: z
    .strictObject({
      type: z.literal("json_schema"),
      json_schema: z.strictObject({ name: z.string(), strict: z.literal(true), schema: z.unknown() }),
    })
    .optional(),
});
export type ChatRequest = z.infer<typeof ChatRequest>;

/** What the model says: findings, any text, a refusal; or the whole HTTP answer. */
export type ModelReply =
  | { findings: readonly unknown[] }
  | { content: string | null; finishReason?: string; usage?: unknown }
  | { refusal: string }
  | ((response: ServerResponse) => void);

export interface OpenAiServer extends LoopbackServer {
  /** For OPENAI_BASE_URL. */
  baseUrl: string;
  /** Every request that was taken, in order. */
  asked: ChatRequest[];
}

/**
 * An endpoint with OpenAI's manners on loopback: it checks the key, the parameters and the strict schema, counts tokens
 * with o200k_base, caches prefixes of 1,024 tokens and more in steps of 128, and cuts an answer off at its limit.
 */
export async function openAiServer(
  reply: (request: ChatRequest, nth: number) => ModelReply | Promise<ModelReply>,
  key = "sk-test-key",
): Promise<OpenAiServer> {
  const asked: ChatRequest[] = [];
  const seen: string[] = [];
  const countTokens = await loadTokenCounter();
  const server = await loopbackServer(async ({ method, path, headers, body }, response) => {
    if (headers.authorization !== `Bearer ${key}` && headers["api-key"] !== key)
      return json(
        response,
        401,
        apiError("Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
      );
    if (method !== "POST" || path.split("?")[0] !== "/v1/chat/completions")
      return json(response, 404, apiError(`Invalid URL (${method} ${path})`, "invalid_request_error", null));
    const parsed = ChatRequest.safeParse(JSON.parse(body));
    const fault = parsed.success
      ? strictFault(parsed.data.response_format?.json_schema.schema)
      : parsed.error.message;
    if (!parsed.success || fault !== null)
      return json(response, 400, apiError(`Invalid request: ${fault}`, "invalid_request_error", null));
    const request = parsed.data;
    asked.push(request);
    const said = await reply(request, asked.length);
    if (typeof said === "function") return said(response);
    const prompt = renderPrompt(request);
    const promptTokens = countTokens(prompt);
    const cachedTokens = cached(seen, prompt, countTokens);
    if (seen.push(prompt) > 4) seen.shift();
    const choice = choiceOf(said, request, countTokens);
    const completionTokens = countTokens(choice.message.content ?? choice.message.refusal ?? "");
    const usage = {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
      prompt_tokens_details: { cached_tokens: cachedTokens, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
    };
    json(response, 200, {
      id: `chatcmpl-${asked.length}`,
      object: "chat.completion",
      created: 1_796_000_000,
      model: request.model,
      choices: [choice],
      usage: "usage" in said ? said.usage : usage,
      service_tier: "default",
      system_fingerprint: null,
    });
  });
  return { ...server, baseUrl: `${server.origin}/v1`, asked };
}

/** An error as OpenAI's API reference has it. */
export function apiError(message: string, type: string, code: string | null, param: string | null = null) {
  return { error: { message, type, param, code } };
}

function choiceOf(
  said: Exclude<ModelReply, (response: ServerResponse) => void>,
  request: ChatRequest,
  countTokens: (text: string) => number,
) {
  const whole = "findings" in said ? JSON.stringify(said) : "content" in said ? said.content : null;
  const limit = request.max_tokens ?? request.max_completion_tokens ?? 16_384;
  const tokens = countTokens(whole ?? "");
  const content =
    whole === null || tokens <= limit ? whole : whole.slice(0, Math.floor((whole.length * limit) / tokens));
  const finished = "finishReason" in said && said.finishReason ? said.finishReason : "stop";
  return {
    index: 0,
    message: {
      role: "assistant",
      content,
      refusal: "refusal" in said ? said.refusal : null,
      annotations: [],
    },
    logprobs: null,
    finish_reason: tokens > limit ? "length" : finished,
  };
}

/** Schema first (OpenAI: it is a prefix of the system message), then the messages in order. */
function renderPrompt({ messages, response_format }: ChatRequest): string {
  const schema = response_format ? JSON.stringify(response_format.json_schema.schema) : "";
  return `${schema}\n${messages.map(({ role, content }) => `<|im_start|>${role}\n${content}<|im_end|>\n`).join("")}`;
}

function cached(seen: readonly string[], prompt: string, countTokens: (text: string) => number): number {
  const longest = seen.reduce((most, one) => Math.max(most, commonPrefix(one, prompt)), 0);
  const tokens = countTokens(prompt.slice(0, longest));
  return tokens < 1024 ? 0 : tokens - (tokens % 128);
}

function commonPrefix(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** OpenAI's strict mode: every object lists all its properties as required and allows no others. */
function strictFault(schema: unknown): string | null {
  const node = z
    .object({
      type: z.union([z.string(), z.array(z.string())]).optional(),
      properties: z.record(z.string(), z.unknown()).optional(),
      required: z.array(z.string()).optional(),
      additionalProperties: z.unknown().optional(),
      items: z.unknown().optional(),
      enum: z.array(z.unknown()).min(1).optional(),
    })
    .safeParse(schema ?? {});
  if (!node.success) return "response_format has no JSON schema";
  const { type, properties = {}, required = [], additionalProperties, items } = node.data;
  if (type === "object") {
    if (additionalProperties !== false)
      return "'additionalProperties' is required to be supplied and to be false.";
    const missing = Object.keys(properties).find((name) => !required.includes(name));
    if (missing !== undefined)
      return `'required' is required to include every key in properties. Missing '${missing}'.`;
  }
  return (
    [...Object.values(properties), ...(items === undefined ? [] : [items])]
      .map(strictFault)
      .find((one) => one !== null) ?? null
  );
}
