import type { LookupFunction } from "node:net";
import { callFailure, PortError, transient } from "@callscript/core/failure.ts";
import type { RecordingSource, RecordingStream } from "@callscript/core/ports.ts";
import { Agent, type Dispatcher, request } from "undici";
import { deadline } from "../http/deadline.ts";
import { retryAfterSeconds } from "../http/retry-after.ts";
import { createGuardedAgent, PrivateAddressError } from "./guarded-agent.ts";
import { checkLink, type LinkPolicy } from "./link-policy.ts";

const maxHops = 5;
/** A recording that is not through after this long is broken off; the largest takes seconds. */
const wholeTransferMs = 15 * 60_000;
/** The link may be refreshed or the recording still be written. */
const goneRetrySeconds = 120;

export interface RecordingHttpOptions {
  /** Origins that are read as they are, such as http://127.0.0.1:4010 for the demo. */
  allowedOrigins: readonly string[];
  /** For connecting, for the first byte and for every further one. */
  timeoutMs: number;
  allowedDomains?: readonly string[];
  lookup?: LookupFunction;
}

/**
 * Recordings behind expiring links, over undici (Node's fetch ignores back-pressure). Follows at most five redirects,
 * each checked like the first link, and sends no credentials.
 * Failures: `call`, not final, when the recording is gone or refused (401, 403, 404, 410 ...); `call`, final, for a
 * link that is not allowed; `transient` for 429, 5xx and everything of the network.
 */
export function createRecordingHttp({
  allowedOrigins,
  timeoutMs,
  allowedDomains = ["ringba.com", "amazonaws.com"],
  lookup,
}: RecordingHttpOptions): RecordingSource {
  const policy: LinkPolicy = {
    allowedOrigins: new Set(allowedOrigins.map((origin) => new URL(origin).origin)),
    allowedDomains,
  };
  const ownAgent = new Agent({ connectTimeout: timeoutMs });
  const publicAgent = createGuardedAgent({ connectTimeoutMs: timeoutMs, ...(lookup ? { lookup } : {}) });

  async function ask(url: URL, own: boolean, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    try {
      return await request(url, {
        dispatcher: own ? ownAgent : publicAgent,
        headers: { accept: "audio/*, */*", "accept-encoding": "identity" },
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        signal,
      });
    } catch (error) {
      throw networkFailure(error);
    }
  }

  return {
    async open(link, signal) {
      const limit = deadline(signal, wholeTransferMs);
      try {
        let { url, own } = checkLink(link, null, policy);
        for (let hop = 0; hop <= maxHops; hop += 1) {
          const response = await ask(url, own, limit.signal);
          const location = redirectOf(response);
          if (location === null) return await streamOf(response, limit.end);
          await letGo(response);
          ({ url, own } = checkLink(location, url, policy));
        }
        throw callFailure("the recording's link is refused: it redirects for ever", { final: true });
      } catch (error) {
        limit.end();
        throw error;
      }
    },
  };
}

async function streamOf(response: Dispatcher.ResponseData, end: () => void): Promise<RecordingStream> {
  const { statusCode: status } = response;
  if (status >= 200 && status < 300) {
    return { body: bodyOf(response.body, end), contentLength: lengthOf(response) };
  }
  await letGo(response);
  if (status === 429 || status === 408 || status === 425 || status >= 500) {
    const retryAfter = retryAfterSeconds(header(response, "retry-after"));
    throw transient(`the recordings' host answered with status ${status}`, retryAfter);
  }
  throw callFailure(`the recording was gone at Ringba (${status})`, { retryAfterSeconds: goneRetrySeconds });
}

/** The body as a web stream that reads only when it is read. */
function bodyOf(body: Dispatcher.ResponseData["body"], end: () => void): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await chunks.next();
          if (done !== true) return controller.enqueue(value);
          end();
          controller.close();
        } catch (error) {
          end();
          controller.error(networkFailure(error));
        }
      },
      async cancel() {
        end();
        body.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Reads away a short body so that the connection can be used again; a long one is broken off. */
async function letGo(response: Dispatcher.ResponseData): Promise<void> {
  try {
    await response.body.dump({ limit: 64 * 1024 });
  } catch (error) {
    throw networkFailure(error);
  }
}

function redirectOf(response: Dispatcher.ResponseData): string | null {
  const redirects = [301, 302, 303, 307, 308].includes(response.statusCode);
  return redirects ? (header(response, "location") ?? null) : null;
}

function lengthOf(response: Dispatcher.ResponseData): number | null {
  const text = header(response, "content-length");
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}

function header(response: Dispatcher.ResponseData, name: string): string | undefined {
  const value = response.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function networkFailure(error: unknown): PortError {
  if (error instanceof PortError) return error;
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PrivateAddressError) {
      return callFailure("the recording's link is refused: it leads to a private address", {
        final: true,
        cause,
      });
    }
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return transient(`the recording cannot be fetched: ${code}`, undefined, error);
}
