import type { ClaimedCall } from "@callscript/core/call-verbs.sql.ts";
import { failureOf } from "@callscript/core/failure.ts";
import type { RecordingStream } from "@callscript/core/ports.ts";
import { attempt } from "./attempt.ts";
import { freshLink } from "./fresh-link.ts";
import type { Holder, VaultPorts } from "./vault-ports.ts";

/** There is no recording behind the link now; `status` is what its host answered with, where it did. */
interface Missing {
  kind: "missing";
  reason: string;
  status: number | null;
}

/** `missing`: gone behind the old link, and behind the fresh one if there is any. `unasked`: no fresh link to be had now. */
export type Opened =
  | { kind: "open"; recording: RecordingStream }
  | Missing
  | { kind: "unasked"; reason: string }
  | { kind: "failed"; error: unknown };

/** A tenth of a minute's requests is left for the newest calls' pages. */
export const keepForPages = 0.1;

/**
 * Opens a call's recording. A link that leads nowhere has most often expired: the provider is asked for a fresh one,
 * which is kept and tried at once.
 */
export async function openRecording(ports: VaultPorts, call: ClaimedCall, holder: Holder): Promise<Opened> {
  const first = await openLink(ports, call.audio_url ?? "", holder);
  if (first.kind !== "missing") return first;
  const fresh = await freshLink(ports, call, holder, keepForPages);
  if (fresh.kind === "none") return first;
  return fresh.kind === "fresh" ? openLink(ports, fresh.url, holder) : fresh;
}

/** Opens what is behind one link. */
export async function openLink(
  { recordings }: VaultPorts,
  url: string,
  { signal }: Pick<Holder, "signal">,
): Promise<Exclude<Opened, { kind: "unasked" }>> {
  const opened = await attempt(() => recordings.open(url, signal));
  if (opened.ok) return { kind: "open", recording: opened.value };
  const failure = failureOf(opened.error);
  return failure.kind === "call" && failure.final !== true && !signal.aborted
    ? { kind: "missing", reason: failure.reason, status: failure.status ?? null }
    : { kind: "failed", error: opened.error };
}
