import type { RingbaAnswer } from "../ringba-request.ts";
import type { Outcome } from "./counted-requests.ts";
import { type Finding, findingsOn } from "./finding.ts";

const asked = "GET /v2/ringbaaccounts";

/** What the token is good for, as far as the list of accounts says. */
export type TokenReach = "refused" | "this account" | "others" | "not said";

/** Reads the answer of `GET /v2/ringbaaccounts`. */
export function tokenReach(list: Outcome<RingbaAnswer>, accountId: string): TokenReach {
  if (!list.ok) return /refused/.test(list.reason) ? "refused" : "not said";
  if (!list.value.ok) return "not said";
  if (mentions(list.value.json, accountId)) return "this account";
  return namesAccounts(list.value.json) ? "others" : "not said";
}

/**
 * Whether the token is accepted, and for this account: `list` is the answer of `GET /v2/ringbaaccounts`, `read` is true
 * where the account itself has answered.
 */
export function authFinding(
  list: Outcome<RingbaAnswer>,
  { accountId, read }: { accountId: string; read: boolean },
): Finding {
  const { settled, unknown, fault } = findingsOn("auth");
  const reach = tokenReach(list, accountId);
  if (!list.ok) {
    if (!read) return (reach === "refused" ? fault : unknown)(list.reason, asked);
    return settled("the account answers", `${asked}: ${list.reason}`);
  }
  if (!list.value.ok) return unknown(list.value.refused, asked);
  const evidence = `${asked} ${reach === "this account" ? "names" : "does not name"} RINGBA_ACCOUNT_ID`;
  if (read) return settled("the token is accepted, the account answers", evidence);
  if (reach === "this account")
    return fault("the token is accepted, the account's call log does not answer", evidence);
  return reach === "others"
    ? fault("the token is accepted, but not for this account: is RINGBA_ACCOUNT_ID right?", evidence)
    : fault("answered, but not as Ringba does: is RINGBA_BASE_URL right?", `${asked} names no account`);
}

function mentions(value: unknown, accountId: string): boolean {
  if (typeof value === "string") return value.toLowerCase() === accountId.toLowerCase();
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((one) => mentions(one, accountId));
}

function namesAccounts(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([name, one]) => (name === "accountId" && typeof one === "string") || namesAccounts(one),
  );
}
