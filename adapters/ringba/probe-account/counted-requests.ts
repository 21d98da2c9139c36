import { PortError } from "@callscript/core/failure.ts";
import type { Clock } from "@callscript/core/ports.ts";
import {
  type RingbaAccount,
  type RingbaAnswer,
  type RingbaRequest,
  readAnswer,
  sendToRingba,
} from "../ringba-request.ts";
import { type ReplySigns, readSigns } from "./rate-limit-signs.ts";

/** Requests that one examination of an account may make, hops of a recording included. */
export const mostRequests = 20;

/** A request was not made; the message says why. */
export class NotAskedError extends Error {
  override name = "NotAskedError";
}

export interface CountedRequests {
  /** Asks below `/v2/`. @throws NotAskedError, or PortError as the lanes get it. */
  ask(request: RingbaRequest): Promise<RingbaAnswer>;
  /** Counts a request that somebody else makes. @throws NotAskedError where it must not be made. */
  spend(): Promise<void>;
  made(): number;
  replies: readonly ReplySigns[];
}

/** A client that makes 20 requests at most, and none after a refused token or a rate limit. */
export function createCountedRequests(
  account: RingbaAccount,
  { clock, takeToken }: { clock: Clock; takeToken: () => Promise<void> },
  signal: AbortSignal,
): CountedRequests {
  const replies: ReplySigns[] = [];
  let made = 0;
  let ended: string | null = null;

  async function spend(): Promise<void> {
    if (ended !== null) throw new NotAskedError(`not asked: ${ended}`);
    if (made >= mostRequests) throw new NotAskedError(`not asked: all ${mostRequests} requests are spent`);
    made += 1;
    await takeToken();
  }

  return {
    spend,
    replies,
    made: () => made,
    async ask(request) {
      await spend();
      try {
        const { response, text } = await sendToRingba(account, request, signal);
        const signs = readSigns(response, text, clock.now());
        replies.push(signs);
        if (signs.limited !== null) ended = "Ringba's rate limit was reached";
        if (signs.status === 401) ended = "the token is refused";
        return readAnswer(response, text);
      } catch (error) {
        // An account that never answered is not asked eighteen times more.
        if (replies.length === 0 && error instanceof PortError) ended = error.message;
        throw error;
      }
    },
  };
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; reason: string };

/** Runs a step of the examination; what was not asked, refused or unreachable is an outcome too. */
export async function attempt<T>(work: () => Promise<T>, signal: AbortSignal): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (signal.aborted || !(error instanceof NotAskedError || error instanceof PortError)) throw error;
    return { ok: false, reason: error.message };
  }
}
