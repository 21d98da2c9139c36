import { failureOf, PortError } from "@callscript/core/failure.ts";
import { finishVault } from "@callscript/core/finish-vault.sql.ts";
import { keepLeases } from "@callscript/core/keep-leases.ts";
import { keepRecording } from "@callscript/core/keep-recording.ts";
import { recordingKey } from "@callscript/core/recording-key.ts";
import { attempt } from "./attempt.ts";
import { freshLink } from "./fresh-link.ts";
import { openLink } from "./open-recording.ts";
import { endRetry, type RetriedCall } from "./retry.sql.ts";
import { confirmLease } from "./vault-call.ts";
import type { Holder, VaultPorts } from "./vault-ports.ts";

/** `outage`: the outside did not answer, so the next call will hardly fare better. */
export type Retried =
  | { kind: "vaulted"; bytes: number }
  | { kind: "not_vaulted"; reason: string; outage: boolean };

type Retrier = Pick<Holder, "worker" | "signal" | "maxBytes">;

/**
 * Tries once, for a person, to bring a call's recording into the vault: by a fresh link where the provider names one,
 * else by the kept one. Without success the call goes back to where it stood, and the lane's breaker is not told. The
 * token of the one request to the provider is the caller's to take first.
 * @throws what the database throws; the lease then runs out.
 */
export async function retryCall(ports: VaultPorts, call: RetriedCall, retrier: Retrier): Promise<Retried> {
  const leases = keepLeases(ports, retrier.worker, [call.id]);
  try {
    const tried = await fetchRecording(ports, call, retrier);
    if (tried.kind === "vaulted") return tried;
    const { id, attempt: number, was, next_attempt_at: nextAttemptAt } = call;
    const reason = retrier.signal.aborted ? null : tried.reason;
    await endRetry.run(ports.db, id, retrier.worker, number, was, nextAttemptAt, reason);
    return tried;
  } finally {
    leases.stop();
  }
}

async function fetchRecording(ports: VaultPorts, call: RetriedCall, retrier: Retrier): Promise<Retried> {
  const fresh = await freshLink(ports, call, retrier, null);
  if (fresh.kind === "failed") return notVaulted(fresh.error);
  const link = fresh.kind === "fresh" ? fresh.url : call.audio_url;
  const unasked = fresh.kind === "unasked" ? fresh.reason : null;
  if (link === null)
    return {
      kind: "not_vaulted",
      reason: unasked ?? "Ringba names no recording of this call",
      outage: unasked !== null,
    };
  const opened = await openLink(ports, link, retrier);
  if (opened.kind === "failed") return notVaulted(opened.error);
  if (opened.kind === "missing")
    return {
      kind: "not_vaulted",
      reason: [opened.reason, unasked].filter(Boolean).join("; "),
      outage: false,
    };
  const key = recordingKey(call.id, call.start_time_utc);
  const confirm = () => confirmLease(ports, call, retrier);
  const kept = await attempt(() =>
    keepRecording(ports, key, opened.recording, {
      maxBytes: retrier.maxBytes,
      signal: retrier.signal,
      confirm,
    }),
  );
  if (!kept.ok) return notVaulted(kept.error);
  const held = { call: call.id, worker: retrier.worker, attempt: call.attempt };
  const finished = await attempt(() => finishVault(ports.db, held, kept.value));
  if (!finished.ok) {
    // A database that is gone is not this call's fault; one that refuses these facts refuses the call.
    if (finished.error instanceof PortError) throw finished.error;
    return notVaulted(finished.error);
  }
  return finished.value
    ? { kind: "vaulted", bytes: kept.value.stored.bytes }
    : { kind: "not_vaulted", reason: "it took too long, and another worker has the call", outage: false };
}

function notVaulted(error: unknown): Retried {
  const { kind, reason } = failureOf(error);
  return { kind: "not_vaulted", reason, outage: kind !== "call" };
}
