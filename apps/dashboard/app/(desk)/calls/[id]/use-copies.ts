"use client";

import { clock } from "../../../../lib/format.ts";
import type { Offer } from "./offer-strip.tsx";
import type { Playhead } from "./playhead.ts";

/** Copies a link at the present second and the words of a dispute, and says so. */
export function useCopies(callId: string, playhead: Playhead, dispute: string, say: (said: Offer) => void) {
  const copy = async (text: string, done: string) => {
    try {
      await navigator.clipboard.writeText(text);
      say({ text: done, accept: null });
    } catch {
      say({ text: `This page may not copy by itself. ${text}`, accept: null });
    }
  };
  return {
    copyLink: () => {
      const at = playhead.get();
      void copy(`${location.origin}/calls/${callId}?t=${at.toFixed(1)}`, `Link at ${clock(at)} copied.`);
    },
    copyDispute: () => void copy(dispute, "Dispute text copied."),
  };
}
