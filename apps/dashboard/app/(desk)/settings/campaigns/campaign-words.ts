import type { Campaign } from "@callscript/core/desk/campaigns.sql.ts";
import { count } from "../../../../lib/format.ts";
import type { CampaignChange } from "./actions.ts";

/** How a campaign's vertical is known. */
export function howKnown({
  inference_source: source,
  mapped_by: by,
}: Pick<Campaign, "inference_source" | "mapped_by">): string {
  if (source === "manual") return `Set by ${by ?? "a person"}`;
  return source === "regex" ? "Guessed from the name" : "Unknown";
}

const days = (number: number) => `${count(number)} ${number === 1 ? "day" : "days"}`;

/** What a change did, as the page says it. */
export function changedWords(change: CampaignChange, campaigns: number, name: string | null): string {
  const of = name ?? `${count(campaigns)} ${campaigns === 1 ? "campaign" : "campaigns"}`;
  if ("vertical" in change)
    return `Vertical set for ${count(campaigns)} ${campaigns === 1 ? "campaign" : "campaigns"}. It applies to new calls.`;
  if ("is_verified" in change)
    return change.is_verified ? `${of}: the vertical is verified.` : `${of}: the vertical is to verify.`;
  if ("minimum_connected_seconds" in change)
    return change.minimum_connected_seconds === 0
      ? `${of}: calls of any length are kept.`
      : `${of}: calls shorter than ${count(change.minimum_connected_seconds)} s are skipped.`;
  if ("refund_window_days" in change)
    return change.refund_window_days === null
      ? `${of}: the refund window is not known.`
      : `${of}: calls can be refunded for ${days(change.refund_window_days)}.`;
  return change.duplicate_window_days === 0
    ? `${of}: repeated callers are no longer flagged.`
    : `${of}: a caller counts once in ${days(change.duplicate_window_days)}. It applies to new calls.`;
}

export function undoneWords(restored: number, campaigns: number): string {
  if (restored === campaigns)
    return `Undone for ${count(restored)} ${restored === 1 ? "campaign" : "campaigns"}.`;
  return `Undone for ${count(restored)} of ${count(campaigns)}; the others were changed since.`;
}
