import type { ClaimedCall } from "@callscript/core/call-verbs.sql.ts";
import { failureOf } from "@callscript/core/failure.ts";
import type { RecordingStream } from "@callscript/core/ports.ts";
import { attempt } from "./attempt.ts";
import { refreshLink } from "./vault.sql.ts";
import type { Holder, VaultPorts } from "./vault-ports.ts";

/** `missing`: gone behind the old link, and behind the fresh one if there is any. `unasked`: no fresh link to be had now. */
export type Opened =
  | { kind: "open"; recording: RecordingStream }
  | { kind: "missing"; reason: string }
  | { kind: "unasked"; reason: string }
  | { kind: "failed"; error: unknown };

/**
 * Opens a call's recording. A link that leads nowhere has most often expired: the provider is asked for a fresh one,
 * which is kept and tried at once.
 */
export async function openRecording(ports: VaultPorts, call: ClaimedCall, holder: Holder): Promise<Opened> {
  const first = await openLink(ports, call.audio_url ?? "", holder);
  if (first.kind !== "missing" || ports.source === null) return first;
  const { source } = ports;
  const asked = await attempt(() => source.detail([call.ringba_call_id], holder.signal));
  if (!asked.ok) {
    if (holder.signal.aborted) return { kind: "failed", error: asked.error };
    return { kind: "unasked", reason: `no fresh link: ${failureOf(asked.error).reason}` };
  }
  const fresh =
    asked.value.find((known) => known.providerCallId === call.ringba_call_id)?.recordingUrl ?? null;
  if (fresh === null || fresh === call.audio_url) return first;
  const kept = await refreshLink.run(ports.db, call.id, holder.worker, call.attempt, fresh);
  ports.log.info("recording link refreshed", { call: call.id, kept: kept.length === 1 });
  return openLink(ports, fresh, holder);
}

async function openLink({ recordings }: VaultPorts, url: string, { signal }: Holder): Promise<Opened> {
  const opened = await attempt(() => recordings.open(url, signal));
  if (opened.ok) return { kind: "open", recording: opened.value };
  const failure = failureOf(opened.error);
  const missing = failure.kind === "call" && failure.final !== true && !signal.aborted;
  return missing ? { kind: "missing", reason: failure.reason } : { kind: "failed", error: opened.error };
}
