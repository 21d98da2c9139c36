import { callFailure, laneFailure, type PortError, transient } from "@callscript/core/failure.ts";
import { deadline } from "../http/deadline.ts";
import { BodyTooLargeError, readLimited } from "../http/read-limited.ts";
import { retryAfterSeconds } from "../http/retry-after.ts";
import { Completion } from "./answer-schema.ts";

export interface Endpoint {
  baseUrl: string;
  apiKey: string;
  model: string;
  timeoutMs: number;
}

const maxAnswerBytes = 1_000_000;

/**
 * One request to `/chat/completions`.
 * @throws transient for 429, 5xx, timeouts and a lost network; a lane failure where key, balance or model are refused;
 * a call failure for what only this call can have caused.
 */
export async function ask(
  endpoint: Endpoint,
  body: Record<string, unknown>,
  signal: AbortSignal,
): Promise<Completion> {
  const limit = deadline(signal, endpoint.timeoutMs);
  try {
    const response = await fetch(`${endpoint.baseUrl.replace(/\/$/, "")}/chat/completions`, {
      method: "POST",
      redirect: "error",
      headers: { "content-type": "application/json", authorization: `Bearer ${endpoint.apiKey}` },
      body: JSON.stringify({ model: endpoint.model, temperature: 0, seed: 7, ...body }),
      signal: limit.signal,
    });
    const text = await readLimited(response.body, maxAnswerBytes);
    if (!response.ok) throw refusal(endpoint, response, text);
    const completion = Completion.safeParse(parseJson(text));
    if (!completion.success)
      throw callFailure("the judge's endpoint answered with something else than a completion");
    return completion.data;
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (limit.timedOut())
      throw transient(`the judge did not answer within ${endpoint.timeoutMs / 1000} s`, undefined, error);
    if (error instanceof BodyTooLargeError)
      throw callFailure("the judge's answer is too large", { cause: error });
    if (error instanceof TypeError) throw transient("the judge's endpoint is out of reach", undefined, error);
    throw error;
  } finally {
    limit.end();
  }
}

function refusal({ model }: Endpoint, response: Response, text: string): PortError {
  const { status } = response;
  if (/insufficient_quota|credit balance is too low|billing/i.test(text) || status === 402) {
    return laneFailure("the model's account has no balance left");
  }
  if (status === 401 || status === 403) return laneFailure(`the model's key was refused (${status})`);
  if (status === 404 || /model_not_found/i.test(text))
    return laneFailure(`the endpoint does not know the model ${model} (${status})`);
  if (status === 429 || status === 408 || status >= 500) {
    return transient(
      `the judge's endpoint answered ${status}`,
      retryAfterSeconds(response.headers.get("retry-after")),
    );
  }
  return callFailure(`the judge's endpoint refused this call (${status})`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
