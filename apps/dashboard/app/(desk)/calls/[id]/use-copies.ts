"use client";

import { copyText } from "../../../../lib/copy-text.ts";
import { clock } from "../../../../lib/format.ts";
import type { Offer } from "./offer-strip.tsx";
import type { Playhead } from "./playhead.ts";

/** Copies a link at the present second and the words of a dispute, and says so. */
export function useCopies(callId: string, playhead: Playhead, dispute: string, say: (said: Offer) => void) {
  const copy = async (text: string, done: string) => {
    if (await copyText(text)) return say({ text: done, accept: null });
    say({ text: `This page may not copy; it is shown instead. ${text}`, accept: null, stays: true });
  };
  return {
    copyLink: () => {
      const at = playhead.get();
      void copy(`${location.origin}/calls/${callId}?t=${at.toFixed(1)}`, `Link at ${clock(at)} copied.`);
    },
    copyDispute: () => void copy(dispute, "Dispute text copied."),
  };
}
