import { callFailure, transient } from "@callscript/core/failure.ts";
import { deadline } from "../http/deadline.ts";
import { BodyTooLargeError, readLimited } from "../http/read-limited.ts";
import { classifyRefusal, type Refusal } from "./classify-refusal.ts";
import { Completion, parseJson } from "./completion.ts";

export interface Endpoint {
  baseUrl: string;
  apiKey: string;
  model: string;
  timeoutMs: number;
}

/** `refused`: it cost nothing. `answered`: it cost something, whatever is in it (null: no completion). */
export type Asked =
  | { kind: "answered"; completion: Completion | null }
  | { kind: "refused"; refusal: Refusal };

const maxAnswerBytes = 1_000_000;
/** What `fetch` says of a connection that never came about, so that nothing was sent. */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/**
 * One request to `/chat/completions`.
 * @throws PortError (transient for timeouts and lost connections) where nobody knows what the request cost; the
 * signal's reason when it aborts.
 */
export async function ask(endpoint: Endpoint, body: string, signal: AbortSignal): Promise<Asked> {
  const limit = deadline(signal, endpoint.timeoutMs);
  try {
    const response = await fetch(completionsUrl(endpoint.baseUrl), {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/json", ...keyHeader(endpoint) },
      body,
      signal: limit.signal,
    });
    const text = await readLimited(response.body, maxAnswerBytes);
    const json = parseJson(text);
    if (!response.ok) {
      const refusal = classifyRefusal(response.status || 302, json, response.headers, endpoint.model);
      return { kind: "refused", refusal };
    }
    return { kind: "answered", completion: Completion.safeParse(json).data ?? null };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (limit.timedOut())
      throw transient(`the judge did not answer within ${endpoint.timeoutMs / 1000} s`, undefined, error);
    if (error instanceof BodyTooLargeError)
      throw callFailure("the judge's answer is too large", { cause: error });
    if (!(error instanceof TypeError)) throw error;
    const code = causeCode(error);
    const failure = transient(
      `the judge's endpoint is out of reach${code && ` (${code})`}`,
      undefined,
      error,
    );
    if (!neverConnected.test(code)) throw failure;
    return { kind: "refused", refusal: { failure, tooLong: false, parameter: null } };
  } finally {
    limit.end();
  }
}

/** The base's own query stays (`?api-version=` of older Azure deployments). */
function completionsUrl(baseUrl: string): string {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/chat/completions`;
  return url.href;
}

/** Azure takes keys in a header of its own; a bearer there is an Entra token. */
export function keyHeader({ baseUrl, apiKey }: Pick<Endpoint, "baseUrl" | "apiKey">): Record<string, string> {
  return /\.azure\.com$/i.test(new URL(baseUrl).hostname)
    ? { "api-key": apiKey }
    : { authorization: `Bearer ${apiKey}` };
}

function causeCode(error: Error): string {
  const { cause } = error;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
}
