import { type ClaimedCall, giveBack, lanePause, noteLaneAnswer } from "@callscript/core/call-verbs.sql.ts";
import { callFailure, failureOf, PortError } from "@callscript/core/failure.ts";
import { finishVault } from "@callscript/core/finish-vault.sql.ts";
import { keepLeases } from "@callscript/core/keep-leases.ts";
import { type KeptRecording, keepRecording } from "@callscript/core/keep-recording.ts";
import { recordingKey } from "@callscript/core/recording-key.ts";
import { settleFailure } from "@callscript/core/settle-failure.ts";
import { attempt } from "./attempt.ts";
import { freshLink } from "./fresh-link.ts";
import { lookLater, unaskedLink } from "./look-later.ts";
import { keepForPages, openRecording } from "./open-recording.ts";
import { confirmAttempt, reportVaultTrouble } from "./vault.sql.ts";
import type { Holder, VaultPorts } from "./vault-ports.ts";

export interface VaultedCall {
  outcome: "done" | "not_done";
  /** The lane's pause reason, where this call paused it. */
  paused: string | null;
}

/**
 * Brings one claimed call's recording into the vault and writes how it went.
 * @throws what the database throws; the lease then runs out and the call is claimed again.
 */
export async function vaultCall(ports: VaultPorts, call: ClaimedCall, holder: Holder): Promise<VaultedCall> {
  const leases = keepLeases(ports, holder.worker, [call.id]);
  try {
    const opened = await openRecording(ports, call, holder);
    if (opened.kind === "failed") return await settle(ports, call, holder, opened.error);
    if (opened.kind === "missing") {
      await noteLaneAnswer.run(ports.db, "vault");
      const givenUp = `recording missing at Ringba (${opened.status ?? opened.reason})`;
      await lookLater(ports, call, holder, { reason: opened.reason, givenUp });
      return { outcome: "not_done", paused: null };
    }
    if (opened.kind === "unasked") {
      await unaskedLink(ports, call, holder, opened.reason);
      return { outcome: "not_done", paused: null };
    }
    const key = recordingKey(call.id, call.start_time_utc);
    const { maxBytes, signal } = holder;
    const confirm = () => confirmLease(ports, call, holder);
    const kept = await attempt(() =>
      keepRecording(ports, key, opened.recording, { maxBytes, signal, confirm }),
    );
    if (kept.ok) return await finish(ports, call, holder, kept.value);
    const failure = failureOf(kept.error);
    const isMissed =
      failure.kind === "call" && failure.final !== true && failure.retryAfterSeconds === undefined;
    if (!isMissed || signal.aborted) return await settle(ports, call, holder, kept.error);
    // Some hosts answer an expired link with a page: the next look goes by the link as it is then.
    const fresh = await freshLink(ports, call, holder, keepForPages);
    if (fresh.kind === "failed") return await settle(ports, call, holder, fresh.error);
    if (fresh.kind === "unasked") await unaskedLink(ports, call, holder, fresh.reason);
    else await lookLater(ports, call, holder, failure);
    return { outcome: "not_done", paused: null };
  } finally {
    leases.stop();
  }
}

/** A recording that comes after its call was given to another worker must not take the place of that worker's. */
export async function confirmLease(
  { db }: VaultPorts,
  call: ClaimedCall,
  { worker }: Pick<Holder, "worker">,
): Promise<void> {
  const confirmed = await confirmAttempt.run(db, call.id, worker, call.attempt);
  if (confirmed.length === 0) throw callFailure("the lease was lost", { final: true });
}

async function finish(
  ports: VaultPorts,
  call: ClaimedCall,
  holder: Holder,
  kept: KeptRecording,
): Promise<VaultedCall> {
  try {
    const held = { call: call.id, worker: holder.worker, attempt: call.attempt };
    if (await finishVault(ports.db, held, kept)) return { outcome: "done", paused: null };
    ports.log.warn("lease lost", { call: call.id, lane: "vault", attempt: call.attempt });
    return { outcome: "not_done", paused: null };
  } catch (error) {
    // A database that is gone is waited for; one that refuses these facts would refuse them again: the call's fault.
    if (error instanceof PortError) throw error;
    return settle(ports, call, holder, error);
  }
}

/** Calls that fail side by side are one outage: told eight times it would lengthen the breaker's wait to its longest. */
async function settle(
  ports: VaultPorts,
  call: ClaimedCall,
  { worker, signal, outage }: Holder,
  error: unknown,
): Promise<VaultedCall> {
  const failure = failureOf(error);
  if (failure.kind === "lane" && !signal.aborted) {
    ports.log.warn("the vault is broken", { call: call.id, attempt: call.attempt, reason: failure.reason });
    await reportVaultTrouble.run(ports.db, call.id, worker, call.attempt, failure.reason);
    return { outcome: "not_done", paused: (await lanePause.run(ports.db, "vault"))[0]?.reason ?? null };
  }
  const isOutage = failure.kind === "transient" && !signal.aborted;
  if (isOutage && outage.reason !== null) {
    await giveBack.run(ports.db, call.id, worker, call.attempt, failure.reason);
    return { outcome: "not_done", paused: outage.reason };
  }
  const paused = await settleFailure(ports, { lane: "vault", worker, call, error, signal });
  if (isOutage) outage.reason = paused;
  return { outcome: "not_done", paused };
}
