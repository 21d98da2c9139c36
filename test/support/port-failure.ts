import { type Failure, PortError } from "@callscript/core/failure.ts";

/** The failure that a promise rejects with. @throws when it resolves, or rejects with anything but a PortError. */
export async function portFailure(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof PortError)) throw new Error(`no PortError: ${String(error)}`);
  return error.failure;
}
