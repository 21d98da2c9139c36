import { callFailure } from "@callscript/core/failure.ts";

export interface LinkPolicy {
  /** Origins taken as they are, whatever their scheme and address: the demo's, or a proxy of the operator's own. */
  allowedOrigins: ReadonlySet<string>;
  /** Domains whose hosts may be asked over https on its usual port. */
  allowedDomains: readonly string[];
}

/**
 * Reads a link, or the target of a redirect, and says whether it is one of the operator's own origins.
 * @throws a final call failure when it is not allowed; the reason names the host at most.
 */
export function checkLink(link: string, base: URL | null, policy: LinkPolicy): { url: URL; own: boolean } {
  if (!URL.canParse(link, base ?? undefined))
    throw callFailure("the recording's link is no URL", { final: true });
  const url = new URL(link, base ?? undefined);
  const refuse = (why: string) => callFailure(`the recording's link is refused: ${why}`, { final: true });
  if (url.username !== "" || url.password !== "") throw refuse("it carries a user name");
  if (policy.allowedOrigins.has(url.origin)) return { url, own: true };
  if (url.protocol !== "https:") throw refuse("only https is read");
  if (url.port !== "") throw refuse("it names a port");
  const known = policy.allowedDomains.some((domain) => url.hostname.endsWith(`.${domain}`));
  if (!known) throw refuse(`${url.hostname} is not a host of recordings`);
  return { url, own: false };
}
