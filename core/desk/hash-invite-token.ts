import { sha256Hex } from "../sha256-hex.ts";

/** What of an invitation's token is kept: its SHA-256, in hex. */
export function hashInviteToken(token: string): Promise<string> {
  return sha256Hex(token);
}
