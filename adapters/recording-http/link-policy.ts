import { callFailure, failureOf } from "@callscript/core/failure.ts";
import { defaultRecordingHosts, isRecordingHost } from "./host-policy.ts";

export interface LinkPolicy {
  /** Origins taken as they are, whatever their scheme and address: the demo's, or one of the operator's own. */
  ownOrigins: ReadonlySet<string>;
  /** Hosts that may be asked over https on its usual port, see host-policy.ts. */
  hosts: readonly string[];
}

/** Where recordings may come from, as it is configured. */
export interface AllowedLinks {
  /** Origins that are read as they are, such as http://127.0.0.1:4010 for the demo. */
  allowedOrigins: readonly string[];
  /** Hosts read over https, see host-policy.ts. */
  hosts?: readonly string[];
}

export function linkPolicy({ allowedOrigins, hosts = defaultRecordingHosts }: AllowedLinks): LinkPolicy {
  return { ownOrigins: new Set(allowedOrigins.map((origin) => new URL(origin).origin)), hosts };
}

/** Somewhere that may be asked; `own`: one of the operator's own origins, whose address is not checked. */
export interface Target {
  url: URL;
  own: boolean;
}

/** The one reason for a link whose address, not its name, is wrong. */
export const privateAddressReason = "the recording's link is refused: it leads to a private address";

/**
 * Reads a link, or the target of a redirect, and says whether it is one of the operator's own origins.
 * @throws a call failure when it is not allowed; the reason names the host at most. Final for a link itself, not for a
 * redirect's target: its host may be set up wrongly today.
 */
export function checkLink(link: string, base: URL | null, policy: LinkPolicy): Target {
  const url = parsed(link, base);
  if (url === null && base === null) throw callFailure("the recording's link is no URL", { final: true });
  const refuse = (why: string) =>
    callFailure(`the recording's link is refused: ${why}`, { final: base === null });
  if (url === null) throw refuse("it redirects to what is no URL");
  if (url.username !== "" || url.password !== "") throw refuse("it carries a user name");
  if (policy.ownOrigins.has(url.origin)) return { url, own: true };
  if (url.protocol !== "https:") throw refuse("only https is read");
  if (url.port !== "") throw refuse("it names a port");
  if (!isRecordingHost(url.hostname, policy.hosts))
    throw refuse(`${url.hostname} is not a host of recordings`);
  return { url, own: false };
}

/** Why a link would be refused before it is asked; null: it would be. */
export function linkFault(link: string, policy: LinkPolicy): string | null {
  try {
    checkLink(link, null, policy);
    return null;
  } catch (error) {
    return failureOf(error).reason;
  }
}

/** Not by URL.canParse: Node 20 says yes to some texts that its own URL then refuses. */
function parsed(link: string, base: URL | null): URL | null {
  try {
    return new URL(link, base ?? undefined);
  } catch {
    return null;
  }
}
