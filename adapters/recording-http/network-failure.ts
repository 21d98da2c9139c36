import { callFailure, PortError, transient } from "@callscript/core/failure.ts";
import { privateAddressReason } from "./link-policy.ts";

/** The address behind a link is not on the public internet. */
export class PrivateAddressError extends Error {
  override name = "PrivateAddressError";
}

/**
 * Reads what the network threw. A host that may be asked and whose name leads to a private address is refused, but a
 * name server that is wrong today may be right tomorrow: not for good. Everything else passes.
 */
export function networkFailure(error: unknown): PortError {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PortError) return cause;
    if (cause instanceof PrivateAddressError) return callFailure(privateAddressReason, { cause });
  }
  return transient(`the recording cannot be fetched: ${reasonOf(error)}`, undefined, error);
}

/** An error's code, where it has one that says something; the words of an aborted request are the proxy's. */
function reasonOf(error: unknown): string {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause && typeof cause.code === "string" ? cause.code : null;
    if (code === "UND_ERR_ABORTED") return cause.message;
    if (code !== null) return code;
  }
  return error instanceof Error ? error.message : String(error);
}
