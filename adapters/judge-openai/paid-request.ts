import type { PortError } from "@callscript/core/failure.ts";
import type { JudgePurpose, Purse, Spent } from "@callscript/core/ports.ts";
import { ask, type Endpoint } from "./ask.ts";
import { classifyRefusal } from "./classify-refusal.ts";
import { type Completion, endpointError } from "./completion.ts";
import { byteLength } from "./estimate-tokens.ts";
import { pricedModelName, type TokenPrices } from "./prices.ts";
import { atMost, spentOn } from "./spent.ts";

export interface Payer {
  endpoint: Endpoint;
  prices: TokenPrices;
  purse: Purse;
  maxOutputTokens: number;
  dialect: Dialect;
}

/** What is learnt of an endpoint's model from its refusals; kept for the process. */
interface Dialect {
  /** OpenAI's reasoning models take only `max_completion_tokens`; Ollama and many others know only `max_tokens`. */
  outputLimit: "max_tokens" | "max_completion_tokens";
  /** Parameters that the model does not take, such as the temperature of reasoning models. */
  omitted: Set<string>;
}

export interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

/** Thrown where the prompt is longer than the model reads. */
export class TooLongError extends Error {
  override name = "TooLongError";
}

/**
 * Asks once, with the most that it can cost set aside before and what it did cost settled after. What was refused costs
 * nothing; where nobody knows (a timeout, a torn connection, an answer that does not say) the reservation stands.
 * @throws TooLongError, or PortError as classifyRefusal and `ask` have it
 */
export async function paidRequest(
  payer: Payer,
  request: { callId: string; purpose: JudgePurpose; messages: readonly Message[]; responseFormat: unknown },
  signal: AbortSignal,
): Promise<{ completion: Completion | null; spent: Spent }> {
  const { endpoint, prices, purse, maxOutputTokens, dialect } = payer;
  const content = { messages: request.messages, response_format: request.responseFormat };
  const bound = atMost(byteLength(JSON.stringify(content)), maxOutputTokens, prices);
  const reservation = await purse.reserve(
    {
      callId: request.callId,
      purpose: request.purpose,
      model: pricedModelName(endpoint.model, prices),
      tokensAtMost: bound.tokensIn + bound.tokensOut,
      usdAtMost: bound.costUsd,
    },
    signal,
  );
  const { parameters, body } = requestBody(payer, content);
  const asked = await ask(endpoint, body, signal);
  if (asked.kind === "refused") {
    await reservation.release();
    const { failure, tooLong, parameter } = asked.refusal;
    if (tooLong) throw new TooLongError(failure.message, { cause: failure });
    // A request that was under way when another one learnt it is asked again as well.
    const isLearnt =
      parameter !== null && (learn(dialect, parameter) || isDropped(dialect, parameters, parameter));
    if (!isLearnt) throw failure;
    return paidRequest(payer, request, signal);
  }
  const { completion } = asked;
  const spent = spentOn(completion?.usage, prices);
  if (spent !== null) await reservation.settle(spent);
  const failure = failureOnTheWay(completion, endpoint.model);
  if (failure !== null) throw failure;
  return { completion, spent: spent ?? bound };
}

function requestBody(
  { endpoint, maxOutputTokens, dialect }: Payer,
  content: Record<string, unknown>,
): { parameters: readonly string[]; body: string } {
  const settings = { temperature: 0, seed: 7, [dialect.outputLimit]: maxOutputTokens, stream: false };
  const taken = Object.entries(settings).filter(([name]) => !dialect.omitted.has(name));
  return {
    parameters: taken.map(([name]) => name),
    body: JSON.stringify({ model: endpoint.model, ...Object.fromEntries(taken), ...content }),
  };
}

/** A parameter that the request was sent with and that the next one will not be. */
function isDropped({ outputLimit, omitted }: Dialect, sent: readonly string[], parameter: string): boolean {
  if (!sent.includes(parameter)) return false;
  return omitted.has(parameter) || (parameter === "max_tokens" && outputLimit !== parameter);
}

/** false: nothing can be done about this parameter. */
function learn(dialect: Dialect, parameter: string): boolean {
  if (parameter === "max_tokens" && dialect.outputLimit === "max_tokens") {
    dialect.outputLimit = "max_completion_tokens";
    return true;
  }
  if (!["temperature", "seed"].includes(parameter) || dialect.omitted.has(parameter)) return false;
  dialect.omitted.add(parameter);
  return true;
}

/** What a gateway says that had begun its answer with status 200 when the model's provider failed; null: nothing. */
function failureOnTheWay(completion: Completion | null, model: string): PortError | null {
  const choice = completion?.choices?.[0];
  const error = completion?.error ?? choice?.error ?? (choice?.finish_reason === "error" ? {} : null);
  if (error === null) return null;
  const status = Number(endpointError({ error }).code);
  return classifyRefusal(status >= 400 && status < 600 ? status : 502, { error }, new Headers(), model)
    .failure;
}
