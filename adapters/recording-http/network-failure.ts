import { callFailure, PortError, transient } from "@callscript/core/failure.ts";
import { privateAddressReason } from "./link-policy.ts";

/** The address behind a link is not on the public internet. */
export class PrivateAddressError extends Error {
  override name = "PrivateAddressError";
}

/** Reads what the network threw: a private address is the link's fault and final, a host that does not exist the call's;
 * everything else passes. */
export function networkFailure(error: unknown): PortError {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PortError) return cause;
    if (cause instanceof PrivateAddressError)
      return callFailure(privateAddressReason, { final: true, cause });
  }
  const reason = reasonOf(error);
  // The name server has answered that there is no such host; one that does not answer says EAI_AGAIN.
  if (reason === "ENOTFOUND") return callFailure("the recording's host does not exist", { cause: error });
  return transient(`the recording cannot be fetched: ${reason}`, undefined, error);
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
