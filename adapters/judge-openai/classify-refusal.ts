import { callFailure, laneFailure, type PortError, transient } from "@callscript/core/failure.ts";
import { type EndpointError, endpointError } from "./completion.ts";
import { retryWaitSeconds } from "./retry-wait.ts";

export interface Refusal {
  failure: PortError;
  /** The prompt is longer than the model reads. */
  tooLong: boolean;
  /** A parameter that this model does not take. */
  parameter: string | null;
}

/**
 * Who must act on a refusal, read from status and error code and never from single words: OpenAI's plain rate limit
 * says "billing" in its text, and Gemini's says "quota". Reasons repeat nothing that the endpoint wrote, since it may
 * quote the key or the call.
 */
export function classifyRefusal(status: number, body: unknown, headers: Headers, model: string): Refusal {
  const error = endpointError(body);
  const is = (failure: PortError): Refusal => ({ failure, tooLong: false, parameter: null });
  if (status >= 300 && status < 400)
    return is(laneFailure(`the judge's address leads elsewhere (${status}): check OPENAI_BASE_URL`));
  if (status === 402 || isUsedUp(error))
    return is(
      laneFailure(`the model's account has no balance left (${status}): add credit or raise its limit`),
    );
  if (status === 401) return is(laneFailure("the model's key was refused (401): check OPENAI_API_KEY"));
  if (status === 403 && !error.moderated)
    return is(laneFailure(`the key may not use the model ${model} (403): check the account's permissions`));
  if (isTooLong(status, error))
    return { ...is(callFailure("the transcript is longer than the model reads", { status })), tooLong: true };
  if (isUnknownModel(status, error))
    return is(
      laneFailure(
        `the endpoint does not know the model ${model} (${status}): check JUDGE_MODEL and OPENAI_BASE_URL`,
      ),
    );
  const parameter = unsupportedParameter(status, error);
  if (parameter === "response_format")
    return is(laneFailure(`the model ${model} cannot be held to a JSON schema (${status}): choose another`));
  if (parameter !== null)
    return { ...is(laneFailure(`the model ${model} does not take ${parameter} (${status})`)), parameter };
  if ([408, 409, 425, 429].includes(status) || status >= 500)
    return is(transient(`the judge's endpoint answered ${status}`, retryWaitSeconds(headers)));
  if (error.moderated || error.code === "content_filter")
    return is(callFailure(`the endpoint's content filter refused this call (${status})`, { status }));
  return is(callFailure(`the judge's endpoint refused this call (${status})`, { status }));
}

/** OpenAI says it with 429; Anthropic's compatible endpoint with 400 and words alone. */
function isUsedUp({ code, type, message }: EndpointError): boolean {
  const usedUp = [
    "insufficient_quota",
    "credit_balance_exhausted",
    "billing_hard_limit_reached",
    "billing_not_active",
  ];
  return usedUp.includes(code) || usedUp.includes(type) || /credit balance is too low/i.test(message);
}

/**
 * OpenAI and Azure have a code, llama.cpp a type (at first with 500), vLLM words. OpenAI's 429 for a request that no
 * minute of the account can hold is no wait either.
 */
function isTooLong(status: number, { code, type, message }: EndpointError): boolean {
  if (code === "context_length_exceeded" || type === "exceed_context_size_error") return true;
  if (status === 429) return /^Request too large/i.test(message);
  return [400, 413, 422].includes(status) && /context (length|size|window)/i.test(message);
}

function isUnknownModel(status: number, { code, message }: EndpointError): boolean {
  if (status === 404 || ["model_not_found", "DeploymentNotFound"].includes(code)) return true;
  return status === 400 && /not a valid model/i.test(message);
}

function unsupportedParameter(status: number, { code, param, message }: EndpointError): string | null {
  if (status !== 400 && status !== 422) return null;
  const [, named] = /(?:Unsupported|Invalid|Unknown) (?:parameter|value): '(\w+)'/.exec(message) ?? [];
  if (["unsupported_parameter", "unsupported_value"].includes(code)) return param ?? named ?? null;
  return /not support/i.test(message) ? (named ?? null) : null;
}
