import type { ClaimedCall } from "@callscript/core/call-verbs.sql.ts";
import { failureOf } from "@callscript/core/failure.ts";
import { lowerBudget, ringbaBudget, takeBudget } from "@callscript/core/rate-budget.sql.ts";
import { attempt } from "./attempt.ts";
import { refreshLink } from "./vault.sql.ts";
import type { Holder, VaultPorts } from "./vault-ports.ts";

/** `none`: the provider knows no other link. `unasked`: it could not be asked now. */
export type FreshLink =
  | { kind: "fresh"; url: string }
  | { kind: "none" }
  | { kind: "unasked"; reason: string }
  | { kind: "failed"; error: unknown };

/**
 * Asks the provider for a call's link as it is now, within the request budget, and keeps it. `keep` is the share of a
 * minute's requests that is left for those who come first; null: the caller has taken the request's token.
 */
export async function freshLink(
  { db, source, log }: VaultPorts,
  call: ClaimedCall,
  { worker, signal }: Pick<Holder, "worker" | "signal">,
  keep: number | null,
): Promise<FreshLink> {
  // The provider does not know calls that a file was the first to name.
  if (source === null || call.ringba_call_id.startsWith("import:")) return { kind: "none" };
  const [budget] = keep === null ? [] : await takeBudget.run(db, ringbaBudget, keep);
  if (budget !== undefined && budget.wait_seconds > 0)
    return { kind: "unasked", reason: "no fresh link: Ringba's request budget is spent" };
  const asked = await attempt(() => source.detail([call.ringba_call_id], signal));
  if (!asked.ok) {
    if (signal.aborted) return { kind: "failed", error: asked.error };
    const failure = failureOf(asked.error);
    if (failure.kind === "call") return { kind: "none" };
    if (failure.kind === "transient" && failure.rateLimit !== undefined)
      await lowerBudget.run(db, ringbaBudget, failure.rateLimit.perMinute, failure.retryAfterSeconds ?? null);
    return { kind: "unasked", reason: `no fresh link: ${failure.reason}` };
  }
  const url = asked.value.find((known) => known.providerCallId === call.ringba_call_id)?.recordingUrl ?? null;
  if (url === null || url === call.audio_url) return { kind: "none" };
  const kept = await refreshLink.run(db, call.id, worker, call.attempt, url);
  log.info("recording link refreshed", { call: call.id, kept: kept.length === 1 });
  return { kind: "fresh", url };
}
