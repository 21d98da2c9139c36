/**
 * What went wrong, said by who must act (architecture §1, law 8).
 *
 * - `transient`: nobody; the outside was busy or gone. The lane's breaker opens, the call keeps its attempt.
 * - `call`: this call cannot be worked on; its attempt counts. `final` failures are not tried again; `status` is the
 *   HTTP status that the outside answered with, where it did.
 * - `lane`: an operator; the lane pauses with the reason and no call loses an attempt.
 */
export type Failure =
  | { kind: "transient"; reason: string; retryAfterSeconds?: number; rateLimit?: RateLimit }
  | { kind: "call"; reason: string; retryAfterSeconds?: number; final?: boolean; status?: number }
  | { kind: "lane"; reason: string; until?: "person" | "midnight_utc" };

/** The outside said that it is asked too often; `perMinute` is the limit that it named, null when it named none. */
export interface RateLimit {
  perMinute: number | null;
}

/** Thrown by adapters; every other error that reaches a lane counts as a failure of the call in hand. */
export class PortError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.reason, options);
    this.name = "PortError";
    this.failure = failure;
  }
}

export function transient(reason: string, retryAfterSeconds?: number, cause?: unknown): PortError {
  return new PortError(
    { kind: "transient", reason, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) },
    { cause },
  );
}

/** Refused for want of room (429, or a body that says so): the same again later. */
export function rateLimited(
  reason: string,
  retryAfterSeconds: number | null,
  rateLimit: RateLimit,
): PortError {
  return new PortError({
    kind: "transient",
    reason,
    rateLimit,
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
  });
}

export function callFailure(
  reason: string,
  options: { final?: boolean; retryAfterSeconds?: number; status?: number; cause?: unknown } = {},
): PortError {
  const { cause, ...rest } = options;
  return new PortError({ kind: "call", reason, ...rest }, { cause });
}

export function laneFailure(
  reason: string,
  until: "person" | "midnight_utc" = "person",
  cause?: unknown,
): PortError {
  return new PortError({ kind: "lane", reason, until }, { cause });
}

/** Reads the failure of anything thrown: a PortError's own, else a failure of this call with its message. */
export function failureOf(error: unknown): Failure {
  if (error instanceof PortError) return error.failure;
  return { kind: "call", reason: error instanceof Error ? error.message : String(error) };
}
