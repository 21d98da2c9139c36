"use client";

import type { Decided } from "@callscript/core/desk/decide-calls.ts";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { conflictWords } from "../../flags/decision-words.ts";
import { postReview } from "../../flags/post-review.ts";
import type { Notice } from "../../flags/use-decisions.ts";

export type Choice = "confirmed_bad" | "marked_safe" | "reopened";

const choiceWords = {
  confirmed_bad: "confirmed bad",
  marked_safe: "marked safe",
  reopened: "reopened",
} as const;

/** What was decided last in this tab: it can be taken back on the page that came after it. */
let lastNotice: { notice: Notice; atMs: number } | null = null;
const keptMs = 10_000;

export interface VerdictInput {
  callId: string;
  version: number;
  /** "(312) •••-••42, $61.00", for the message on the next page. */
  label: string;
  /** This page, to come back to when the decision is taken back on another. */
  href: string;
  /** Where to go once it is decided; null: nowhere. */
  nextHref: string | null;
}

/** Decides on the call over the version that was seen, says what came of it, and takes it back. */
export function useVerdict({ callId, version, label, href, nextHref }: VerdictInput) {
  const router = useRouter();
  const [isSaving, setSaving] = useState(false);
  const [notice, setNotice] = useState<Notice | null>(() =>
    lastNotice !== null && Date.now() - lastNotice.atMs < keptMs ? lastNotice.notice : null,
  );
  const tell = (text: string, rest: Partial<Notice> = {}) =>
    setNotice({ text, undo: null, change: null, isError: false, ...rest });

  const send = async (choice: Choice, over: number, note: string | null): Promise<Decided | null> => {
    setSaving(true);
    try {
      const [outcome] = await postReview({
        calls: [{ id: callId, version: over }],
        verdict: choice,
        idempotencyKey: crypto.randomUUID(),
        note,
      });
      return outcome ?? null;
    } catch {
      // The reason is in the server's log; the buttons stay, so that it can be tried again.
      return null;
    } finally {
      setSaving(false);
    }
  };

  const decide = async (choice: Choice, note: string | null = null, over = version): Promise<void> => {
    const outcome = await send(choice, over, note);
    if (outcome === null) return tell("Not saved. Check the connection and try again.", { isError: true });
    if (outcome.outcome === "conflict") {
      router.refresh();
      const other = `Change to ${choice === "marked_safe" ? "safe" : choice === "reopened" ? "open" : "bad"}`;
      return tell(conflictWords(outcome), {
        isError: true,
        change: { label: other, run: () => void decide(choice, note, outcome.verdict_version) },
      });
    }
    const undo = choice === "reopened" ? null : () => void takeBack(outcome.verdict_version);
    const done: Notice = {
      text: `${label} ${choiceWords[choice]}.`,
      undo,
      change: null,
      isError: false,
    };
    lastNotice = { notice: done, atMs: Date.now() };
    if (nextHref !== null && choice !== "reopened") router.push(nextHref);
    else {
      setNotice(done);
      router.refresh();
    }
  };

  const takeBack = async (over: number): Promise<void> => {
    lastNotice = null;
    if (location.pathname.endsWith(callId)) return decide("reopened", null, over);
    await send("reopened", over, null);
    // Another page is shown by now, and may just be read anew: a whole load waits for nothing, and shows what stands.
    location.assign(href);
  };

  return {
    decide,
    isSaving,
    notice,
    dismiss: () => {
      lastNotice = null;
      setNotice(null);
    },
  };
}
