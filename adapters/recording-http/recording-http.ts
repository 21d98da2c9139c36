import type { LookupFunction } from "node:net";
import type { RecordingSource } from "@callscript/core/ports.ts";
import { Agent, type Dispatcher, ProxyAgent, request } from "undici";
import { type Answer, followLink } from "./follow-link.ts";
import { createGuardedAgent } from "./guarded-agent.ts";
import { hostLimit, mostPerHost } from "./host-limit.ts";
import { type AllowedLinks, linkPolicy, type Target } from "./link-policy.ts";
import { networkFailure } from "./network-failure.ts";
import { type LeastPace, leastPace } from "./pace.ts";
import { recordingBody } from "./recording-body.ts";
import { type TransferLimit, transferLimit } from "./transfer-limit.ts";

/** A recording that is not through after this long is broken off; the largest takes seconds. */
const wholeTransferMs = 15 * 60_000;
/** Of a body that nobody wants, read away so that the connection can be used again. */
const unwantedBytes = 16 * 1024;
const unwantedMs = 5_000;

export interface RecordingHttpOptions extends AllowedLinks {
  /** For connecting and the answer, and then for every further byte. */
  timeoutMs: number;
  lookup?: LookupFunction;
  /** Told of the link and of each redirect's target before it is asked; what it throws ends the reading. */
  beforeHop?: (url: URL) => Promise<void>;
  pace?: LeastPace;
  transferMs?: number;
  /** An HTTP or HTTPS proxy that everything is asked through. It looks names up, so no address is checked. */
  proxyUrl?: string;
}

/**
 * Recordings behind expiring links, over undici (Node's fetch ignores back-pressure). Follows at most five redirects,
 * each checked like the first link, sends no credentials and keeps at most six connections to a host.
 * Failures: as `followLink`'s, and `transient` for everything of the network.
 */
export function createRecordingHttp({
  timeoutMs,
  lookup,
  beforeHop,
  pace = leastPace,
  transferMs = wholeTransferMs,
  proxyUrl,
  ...allowed
}: RecordingHttpOptions): RecordingSource {
  const policy = linkPolicy(allowed);
  const agents = agentsFor({ timeoutMs, lookup, proxyUrl });
  const enter = hostLimit(mostPerHost);

  async function send({ url, own }: Target, limit: TransferLimit): Promise<Dispatcher.ResponseData> {
    try {
      limit.expect(timeoutMs, `the recordings' host did not answer within ${timeoutMs / 1000} s`);
      const response = await request(url, {
        dispatcher: own ? agents.own : agents.guarded,
        headers: { accept: "audio/*, */*", "accept-encoding": "identity" },
        // What is waited for is timed by the limit: undici's own timers forgive a host that sends 1xx for ever.
        headersTimeout: 0,
        bodyTimeout: 0,
        signal: limit.signal,
      });
      limit.came();
      return response;
    } catch (error) {
      limit.end();
      throw networkFailure(error);
    }
  }

  async function ask(target: Target, signal: AbortSignal): Promise<Answer> {
    await beforeHop?.(target.url);
    const limit = transferLimit(signal, transferMs, await enter(target.url.host, signal));
    const { statusCode, headers, body } = await send(target, limit);
    // A reader learns of an error by reading; one that comes while nobody reads must not end the process.
    body.on("error", () => undefined);
    return {
      status: statusCode,
      header(name) {
        const value = headers[name];
        return Array.isArray(value) ? value[0] : value;
      },
      async letGo() {
        limit.expect(unwantedMs, "the recordings' host sent too much");
        // The answer is known: how its body ends changes nothing.
        await body.dump({ limit: unwantedBytes, signal: limit.signal }).catch(() => undefined);
        limit.end();
        signal.throwIfAborted();
      },
      stream: (contentLength) =>
        recordingBody({
          chunks: body[Symbol.asyncIterator](),
          contentLength,
          limit,
          silenceMs: timeoutMs,
          pace,
          cancel: () => body.destroy(),
        }),
    };
  }

  return { open: (link, signal) => followLink(link, policy, (target) => ask(target, signal)) };
}

function agentsFor({
  timeoutMs,
  lookup,
  proxyUrl,
}: {
  timeoutMs: number;
  lookup: LookupFunction | undefined;
  proxyUrl: string | undefined;
}): { own: Dispatcher; guarded: Dispatcher } {
  if (proxyUrl !== undefined) {
    const timeout = { timeout: timeoutMs };
    const proxy = new ProxyAgent({
      uri: proxyUrl,
      connections: mostPerHost,
      proxyTls: timeout,
      requestTls: timeout,
    });
    return { own: proxy, guarded: proxy };
  }
  return {
    own: new Agent({ connectTimeout: timeoutMs, connections: mostPerHost }),
    guarded: createGuardedAgent({
      connectTimeoutMs: timeoutMs,
      connections: mostPerHost,
      ...(lookup ? { lookup } : {}),
    }),
  };
}
