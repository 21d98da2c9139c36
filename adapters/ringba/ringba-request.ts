import {
  callFailure,
  laneFailure,
  type PortError,
  rateLimited,
  transient,
} from "@callscript/core/failure.ts";
import { deadline } from "../http/deadline.ts";
import { BodyTooLargeError, readLimited } from "../http/read-limited.ts";
import { retryAfterSeconds } from "../http/retry-after.ts";
import { readEnvelope } from "./ringba-envelope.ts";

export interface RingbaAccount {
  /** Such as https://api.ringba.com; `/v2/<account>` is added. */
  baseUrl: string;
  accountId: string;
  apiToken: string;
  timeoutMs: number;
  maxAnswerBytes: number;
}

/** `refused`: the request itself was found wrong (400, 422, or a 200 that says so), such as by an unknown column. */
export type RingbaAnswer = { ok: true; json: unknown } | { ok: false; refused: string };

/** How long a limit by the hour or the day lasts at most; of the others it is not known. */
const limitSeconds: Readonly<Record<string, number>> = { hour: 3600, day: 3600 };

export interface RingbaRequest {
  method: "GET" | "POST";
  /** Below the account. */
  path: string;
  body?: string;
}

/**
 * Asks Ringba's API once; redirects are not followed, so the token goes to no other host.
 * @throws PortError: `lane` for a refused token or account, `call` for an answer beyond the size limit, else `transient`.
 */
export async function askRingba(
  account: RingbaAccount,
  { path, ...request }: RingbaRequest,
  signal: AbortSignal,
): Promise<RingbaAnswer> {
  const own = { ...request, path: `${encodeURIComponent(account.accountId)}/${path}` };
  const { response, text } = await sendToRingba(account, own, signal);
  return readAnswer(response, text);
}

/** The same for a path below `/v2/`, with whatever came back. Throws where nothing whole did. */
export async function sendToRingba(
  account: RingbaAccount,
  { method, path, body }: RingbaRequest,
  signal: AbortSignal,
): Promise<{ response: Response; text: string }> {
  const origin = account.baseUrl.replace(/\/+(v2\/*)?$/, "");
  const limit = deadline(signal, account.timeoutMs);
  try {
    const response = await fetch(`${origin}/v2/${path}`, {
      method,
      redirect: "manual",
      headers: {
        authorization: `Token ${account.apiToken}`,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body }),
      signal: limit.signal,
    });
    return { response, text: await readLimited(response.body, account.maxAnswerBytes) };
  } catch (error) {
    if (signal.aborted) throw error;
    if (error instanceof BodyTooLargeError) throw callFailure(`Ringba: ${error.message}`, { cause: error });
    const reason = limit.timedOut() ? `no answer within ${account.timeoutMs / 1000} s` : networkReason(error);
    throw transient(`Ringba cannot be reached: ${reason}`, undefined, error);
  } finally {
    limit.end();
  }
}

/** Reads what Ringba answered. @throws PortError as askRingba does. */
export function readAnswer(response: Response, text: string): RingbaAnswer {
  const json = parseJson(text);
  const told = readEnvelope(json);
  const message = (told.message ?? "").slice(0, 200);
  const retryAfter = retryAfterSeconds(response.headers.get("retry-after"));
  if (told.isRateLimited || response.status === 429) {
    const unit = told.exceededUnit?.toLowerCase() ?? "minute";
    throw rateLimited(`Ringba's rate limit is reached (${unit})`, retryAfter ?? limitSeconds[unit] ?? null, {
      perMinute: told.perMinute,
    });
  }
  if (response.status === 401) throw laneFailure("Ringba refused the API token (401)");
  if (response.status === 403)
    throw laneFailure("Ringba refused access (403): check the token's permissions");
  if (response.status === 404) throw laneFailure("Ringba does not know this account or address (404)");
  if (response.status === 400 || response.status === 422) {
    return { ok: false, refused: message || text.slice(0, 200) || `status ${response.status}` };
  }
  if (!response.ok) throw transient(`Ringba answered with status ${response.status}`, retryAfter);
  if (json === undefined) throw transient("Ringba's answer is not JSON", retryAfter);
  if (told.isSuccessful === false) {
    // The request is what is wrong, whatever the status says.
    if (/\bcolumns?\b/i.test(message)) return { ok: false, refused: message };
    throw unsuccessful(message);
  }
  return { ok: true, json };
}

/** A 200 that says it failed: who must act is read from its words. */
function unsuccessful(message: string): PortError {
  const reason = `Ringba answered that it failed: ${message || "no reason given"}`;
  return /token|unauthori[sz]ed|permission|access denied|forbidden|credential|account (was )?(not found|disabled|suspended)/i.test(
    message,
  )
    ? laneFailure(reason)
    : transient(reason);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function networkReason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = typeof cause === "object" && cause !== null ? Reflect.get(cause, "code") : undefined;
  return typeof code === "string" ? code : cause instanceof Error ? cause.message : String(cause);
}
