import { type ClaimedCall, failCall, giveBack } from "@callscript/core/call-verbs.sql.ts";
import { missedBefore, postpone } from "./vault.sql.ts";
import type { Holder, VaultPorts } from "./vault-ports.ts";

/** Looked for again after 2 minutes, 30 minutes and 6 hours. Three attempts count, so the first miss does not. */
const firstWaitSeconds = 120;
const waitAfterAttempt: Readonly<Record<number, number>> = { 1: 30 * 60, 2: 6 * 60 * 60 };

/** Why a recording was not had, and what stands on the call when it is given up; the same unless that says otherwise. */
export interface Missed {
  reason: string;
  givenUp?: string;
}

/**
 * Writes that a recording could not be had by its call's own fault (it is gone, or its bytes do not all come): looked
 * for again later, in the end `failed`.
 */
export async function lookLater(
  { db, log }: VaultPorts,
  call: ClaimedCall,
  { worker }: Holder,
  { reason, givenUp = reason }: Missed,
): Promise<void> {
  const [before] = await missedBefore.run(db, call.id);
  const first = before?.missed !== true;
  log.warn("recording missed", { call: call.id, attempt: call.attempt, reason, first });
  if (first) return waitUncounted(db, call, worker, `waiting for the recording: ${reason}`);
  const wait = waitAfterAttempt[call.attempt] ?? null;
  await failCall.run(db, call.id, worker, call.attempt, wait === null ? givenUp : reason, wait, false);
}

/** Many that wait for the same requests a minute come back apart from each other, older calls up to an hour later. */
const longestSpreadSeconds = 3600;

/** No fresh link could be asked for: that is not this call's fault, so the attempt is returned, however long that goes on. */
export async function unaskedLink(
  ports: VaultPorts,
  call: ClaimedCall,
  holder: Holder,
  reason: string,
): Promise<void> {
  const ageSeconds = (ports.clock.now().getTime() - call.start_time_utc.getTime()) / 1000;
  const spread = Math.min(longestSpreadSeconds, Math.max(firstWaitSeconds, ageSeconds / 8));
  ports.log.warn("no fresh link", { call: call.id, reason });
  await waitUncounted(ports.db, call, holder.worker, reason, spread);
}

async function waitUncounted(
  db: VaultPorts["db"],
  call: ClaimedCall,
  worker: string,
  reason: string,
  spread = 0,
): Promise<void> {
  await db.transaction(async (tx) => {
    const [given] = await giveBack.run(tx, call.id, worker, call.attempt, reason);
    if (given?.written === true) await postpone.run(tx, call.id, firstWaitSeconds, reason, spread);
  });
}
