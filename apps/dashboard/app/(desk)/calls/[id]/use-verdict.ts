"use client";

import type { Decided } from "@callscript/core/desk/decide-calls.ts";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
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
/** Tells it on the page of a call that is open now: that may be another than the one it was decided on. */
let tellHere: ((notice: Notice) => void) | null = null;

const isHere = (callId: string) => location.pathname.endsWith(callId);

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
  const [isGoing, go] = useTransition();
  /** What is said with the verdict; null while nobody asked to. */
  const [note, setNote] = useState<string | null>(null);
  const [notice, setNotice] = useState<Notice | null>(() =>
    lastNotice !== null && Date.now() - lastNotice.atMs < keptMs ? lastNotice.notice : null,
  );
  const isBusy = useRef(false);
  /** It is decided, and the next call is on its way. */
  const isLeaving = useRef(false);
  useEffect(() => {
    tellHere = setNotice;
    return () => {
      if (tellHere === setNotice) tellHere = null;
    };
  }, []);
  const tell = (notice: Notice) => {
    if (tellHere === null) lastNotice = { notice, atMs: Date.now() };
    else tellHere(notice);
  };
  const fail = (text: string, rest: Partial<Notice> = {}) =>
    tell({
      text: isHere(callId) ? text : `${label}: ${text}`,
      undo: null,
      change: null,
      isError: true,
      ...rest,
    });

  const send = async (choice: Choice, over: number, words: string | null): Promise<Decided | null> => {
    isBusy.current = true;
    setSaving(true);
    try {
      const [outcome] = await postReview({
        calls: [{ id: callId, version: over }],
        verdict: choice,
        idempotencyKey: crypto.randomUUID(),
        note: words,
      });
      return outcome ?? null;
    } catch {
      // The reason is in the server's log; the buttons stay, so that it can be tried again.
      return null;
    } finally {
      isBusy.current = false;
      setSaving(false);
    }
  };

  const decide = async (choice: Choice, over = version): Promise<void> => {
    if (isBusy.current || isLeaving.current) return;
    const words = choice === "reopened" ? "" : (note ?? "").trim();
    const outcome = await send(choice, over, words === "" ? null : words);
    if (outcome === null) return fail("Not saved. Check the connection and try again.");
    if (outcome.outcome === "conflict") {
      router.refresh();
      const other = `Change to ${choice === "marked_safe" ? "safe" : choice === "reopened" ? "open" : "bad"}`;
      return fail(conflictWords(outcome), {
        change: { label: other, run: () => void decide(choice, outcome.verdict_version) },
      });
    }
    setNote(null);
    const done: Notice = {
      text: `${label} ${choiceWords[choice]}.`,
      undo: choice === "reopened" ? null : () => void takeBack(outcome.verdict_version),
      change: null,
      isError: false,
    };
    lastNotice = { notice: done, atMs: Date.now() };
    // Who went on to another page meanwhile is not thrown out of it.
    if (nextHref !== null && choice !== "reopened" && isHere(callId)) {
      isLeaving.current = true;
      return go(() => router.push(nextHref));
    }
    tell(done);
    router.refresh();
  };

  const takeBack = async (over: number): Promise<void> => {
    lastNotice = null;
    if (isHere(callId)) return decide("reopened", over);
    if (isBusy.current) return;
    const outcome = await send("reopened", over, null);
    if (outcome === null)
      return fail("Not taken back. Check the connection and try again.", { undo: () => void takeBack(over) });
    if (outcome.outcome === "conflict") return fail(conflictWords(outcome));
    const text = `${label} ${choiceWords.reopened}.`;
    lastNotice = { notice: { text, undo: null, change: null, isError: false }, atMs: Date.now() };
    router.push(href);
  };

  return {
    decide,
    isSaving: isSaving || isGoing,
    note,
    setNote,
    notice,
    dismiss: () => {
      lastNotice = null;
      setNotice(null);
    },
  };
}
