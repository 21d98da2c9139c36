import type { RingbaAnswer } from "../ringba-request.ts";
import type { Outcome } from "./counted-requests.ts";
import { type Finding, findingsOn } from "./finding.ts";

/**
 * Whether the token is accepted, and for this account: `list` is the answer of `GET /v2/ringbaaccounts`, `read` is true
 * where the account itself has answered.
 */
export function authFinding(
  list: Outcome<RingbaAnswer>,
  { accountId, read }: { accountId: string; read: boolean },
): Finding {
  const { settled, unknown, fault } = findingsOn("auth");
  if (!list.ok) {
    if (!read) return (/refused/.test(list.reason) ? fault : unknown)(list.reason, "GET /v2/ringbaaccounts");
    return settled("the account answers", `GET /v2/ringbaaccounts: ${list.reason}`);
  }
  if (!list.value.ok) return unknown(list.value.refused, "GET /v2/ringbaaccounts");
  const listed = mentions(list.value.json, accountId);
  const evidence = `GET /v2/ringbaaccounts ${listed ? "names" : "does not name"} RINGBA_ACCOUNT_ID`;
  if (!read && !listed)
    return fault("the token is accepted, but not for this account: is RINGBA_ACCOUNT_ID right?", evidence);
  return read
    ? settled("the token is accepted, the account answers", evidence)
    : fault("the token is accepted, the account's call log does not answer", evidence);
}

function mentions(value: unknown, accountId: string): boolean {
  if (typeof value === "string") return value.toLowerCase() === accountId.toLowerCase();
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((one) => mentions(one, accountId));
}
