import { type ClaimedCall, failCall, giveBack, noteLaneSuccess } from "@callscript/core/call-verbs.sql.ts";
import type { Missing } from "./open-recording.ts";
import { missedBefore, postpone } from "./vault.sql.ts";
import type { Holder, VaultPorts } from "./vault-ports.ts";

/** Looked for again after 2 minutes, 30 minutes and 6 hours. Three attempts count, so the first miss does not. */
const firstWaitSeconds = 120;
const waitsAtMostMs = 24 * 60 * 60_000;
const waitAfterAttempt: Readonly<Record<number, number>> = { 1: 30 * 60, 2: 6 * 60 * 60 };

/**
 * Writes that a recording was not behind its link: looked for again later, in the end `failed`. The host did answer,
 * which closes the lane's breaker.
 */
export async function missingRecording(
  { db, log }: VaultPorts,
  call: ClaimedCall,
  { worker }: Holder,
  { reason, status }: Missing,
): Promise<void> {
  await noteLaneSuccess.run(db, "vault");
  const [before] = await missedBefore.run(db, call.id);
  log.warn("recording missing", {
    call: call.id,
    attempt: call.attempt,
    reason,
    first: before?.missed !== true,
  });
  if (before?.missed !== true) {
    return waitUncounted(db, call, worker, `waiting for the recording: ${reason}`);
  }
  const wait = waitAfterAttempt[call.attempt];
  if (wait !== undefined) {
    await failCall.run(db, call.id, worker, call.attempt, reason, wait, false);
    return;
  }
  const missing = `recording missing at Ringba (${status ?? reason})`;
  await failCall.run(db, call.id, worker, call.attempt, missing, null, false);
}

/**
 * No fresh link could be asked for: that is not this call's fault, so the attempt is returned. A call that is over a day
 * old has waited long enough: it is missed like others, so that nothing waits for ever.
 */
export async function unaskedLink(
  ports: VaultPorts,
  call: ClaimedCall,
  holder: Holder,
  reason: string,
): Promise<void> {
  const ageMs = ports.clock.now().getTime() - call.start_time_utc.getTime();
  if (ageMs > waitsAtMostMs)
    return missingRecording(ports, call, holder, { kind: "missing", reason, status: null });
  ports.log.warn("no fresh link", { call: call.id, reason });
  await waitUncounted(ports.db, call, holder.worker, reason);
}

async function waitUncounted(
  db: VaultPorts["db"],
  call: ClaimedCall,
  worker: string,
  reason: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [given] = await giveBack.run(tx, call.id, worker, call.attempt, reason);
    if (given?.written === true) await postpone.run(tx, call.id, firstWaitSeconds, reason);
  });
}
