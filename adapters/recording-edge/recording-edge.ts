import { resolve4, resolve6 } from "node:dns/promises";
import { transient } from "@callscript/core/failure.ts";
import type { RecordingSource } from "@callscript/core/ports.ts";
import { type Answer, followLink } from "../recording-http/follow-link.ts";
import { hostLimit, mostPerHost } from "../recording-http/host-limit.ts";
import { exactRecordingHosts, isHostPattern } from "../recording-http/host-policy.ts";
import { linkPolicy, type Target } from "../recording-http/link-policy.ts";
import { networkFailure, PrivateAddressError } from "../recording-http/network-failure.ts";
import { type LeastPace, leastPace } from "../recording-http/pace.ts";
import { isPrivateAddress } from "../recording-http/private-address.ts";
import { recordingBody } from "../recording-http/recording-body.ts";
import { type TransferLimit, transferLimit } from "../recording-http/transfer-limit.ts";

export interface RecordingEdgeOptions {
  /** For the answer, and then for every further byte. */
  timeoutMs: number;
  /** For all of one recording: less than the function may run. */
  transferMs: number;
  /** Exact hosts, and `amazon-s3`: a wildcard would trust every name below a domain. */
  hosts?: readonly string[];
  allowedOrigins?: readonly string[];
  /** All addresses of a host. */
  resolve?: (host: string) => Promise<readonly string[]>;
  pace?: LeastPace;
}

/**
 * Recordings behind expiring links, over fetch, for a runtime that shows no socket: the host must be on an exact list,
 * and its addresses are resolved and checked before each request. That fetch then looks the name up again cannot be
 * prevented here, so a name that changes in between is not seen (SECURITY.md).
 * Failures: as `followLink`'s, and `transient` for everything of the network.
 * @throws when `hosts` has a wildcard or what is no host.
 */
export function createRecordingEdge({
  timeoutMs,
  transferMs,
  hosts = exactRecordingHosts,
  allowedOrigins = [],
  resolve = addressesOf,
  pace = leastPace,
}: RecordingEdgeOptions): RecordingSource {
  const inexact = hosts.find((host) => host.startsWith("*.") || !isHostPattern(host));
  if (inexact !== undefined)
    throw new Error(`an edge function reads recordings from exact hosts: "${inexact}"`);
  const policy = linkPolicy({ allowedOrigins, hosts });
  const enter = hostLimit(mostPerHost);

  async function send({ url, own }: Target, limit: TransferLimit): Promise<Response> {
    try {
      limit.expect(timeoutMs, `the recordings' host did not answer within ${timeoutMs / 1000} s`);
      if (!own) requirePublic(await untilAborted(resolve(url.hostname), limit.signal));
      const response = await fetch(url, {
        redirect: "manual",
        credentials: "omit",
        headers: { accept: "audio/*, */*", "accept-encoding": "identity" },
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
    const limit = transferLimit(signal, transferMs, await enter(target.url.host, signal));
    const { status, headers, body } = await send(target, limit);
    return {
      status,
      header: (name) => headers.get(name) ?? undefined,
      async letGo() {
        // The answer is known: how its body ends changes nothing.
        await body?.cancel().catch(() => undefined);
        limit.end();
      },
      stream(contentLength) {
        const reader = body?.getReader();
        return recordingBody({
          chunks: {
            async next() {
              const { done, value } = (await reader?.read()) ?? { done: true };
              return done || value === undefined ? { done: true, value: undefined } : { done: false, value };
            },
          },
          contentLength,
          limit,
          silenceMs: timeoutMs,
          pace,
          cancel: () => void reader?.cancel().catch(() => undefined),
        });
      },
    };
  }

  return { open: (link, signal) => followLink(link, policy, (target) => ask(target, signal)) };
}

function requirePublic(addresses: readonly string[]): void {
  if (addresses.length === 0 || addresses.some(isPrivateAddress)) throw new PrivateAddressError();
}

const noSuchRecord = ["ENODATA", "ENOTFOUND"];

/** A and AAAA records; a host without one kind is common, one without either cannot be asked. */
async function addressesOf(host: string): Promise<string[]> {
  const answers = await Promise.allSettled([resolve4(host), resolve6(host)]);
  for (const answer of answers) {
    if (answer.status === "rejected" && !noSuchRecord.includes(String(answer.reason?.code)))
      throw networkFailure(answer.reason);
  }
  const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
  if (addresses.length === 0) throw transient("the recording cannot be fetched: ENOTFOUND");
  return addresses;
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
