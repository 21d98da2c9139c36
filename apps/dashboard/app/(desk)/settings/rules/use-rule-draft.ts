"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { nowEditing, saveRule } from "./draft-actions.ts";
import { forgetText, keepText, keptText } from "./kept-text.ts";
import { noRule, openRule } from "./open-rule-ref.ts";
import type { FieldNote, OpenRule, RuleForm } from "./rule-state.ts";

const pauseMs = 700;
const againMs = 5_000;
const tellMs = 15_000;

export interface Conflict {
  by: string;
  at: string;
  theirs: OpenRule;
}

/** offline: it is tried again by itself; refused: it is not, until something is changed. */
export type Saving = "saved" | "waiting" | "saving" | "offline" | "refused" | "gone";

const isSame = (one: RuleForm, other: RuleForm) => JSON.stringify(one) === JSON.stringify(other);

/**
 * One rule of the draft while somebody writes in it: kept on the server in each pause, over the version that was seen. What
 * somebody else wrote meanwhile is never written over unasked, and nor is what stands here: until it is on the server it is
 * kept in the tab.
 */
export function useRuleDraft(open: OpenRule, me: string) {
  const place = `${me} ${open.id}`;
  const [form, setForm] = useState(open.form);
  const [notes, setNotes] = useState<readonly FieldNote[]>([]);
  const [saving, setSaving] = useState<Saving>("saved");
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [other, setOther] = useState<string | null>(null);
  const state = useRef({
    form: open.form,
    version: open.version,
    isDirty: false,
    isHeld: false,
    isGone: false,
  });
  const running = useRef<Promise<void>>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isShown = useRef(false);
  const toldMs = useRef(0);

  const write = useCallback(async () => {
    const now = state.current;
    const sent = now.form;
    now.isDirty = false;
    setSaving("saving");
    let waitMs: number | null = pauseMs;
    try {
      const answer = await saveRule(open.id, now.version, sent);
      if (answer.outcome === "saved") {
        now.version = answer.version;
        if (now.isDirty) keepText(place, now);
        else forgetText(place);
        setNotes(answer.notes);
        setSaving(now.isDirty ? "waiting" : "saved");
      } else if (answer.outcome === "stale" && isSame(answer.theirs.form, sent)) {
        // Its own answer was lost on the way.
        now.version = answer.theirs.version;
        if (now.isDirty) keepText(place, now);
        else forgetText(place);
        setSaving(now.isDirty ? "waiting" : "saved");
      } else if (answer.outcome === "stale") {
        now.isHeld = true;
        now.isDirty = true;
        setConflict(answer);
        setSaving("waiting");
      } else {
        now.isGone = true;
        setSaving("gone");
      }
    } catch (error) {
      now.isDirty = true;
      const isOffline = !navigator.onLine || error instanceof TypeError;
      waitMs = isOffline ? againMs : null;
      setSaving(isOffline ? "offline" : "refused");
    }
    // What was typed while it was saved, or could not be.
    if (now.isDirty && !now.isHeld && !now.isGone && waitMs !== null && isShown.current)
      timer.current = setTimeout(() => void save.current(), waitMs);
  }, [open.id, place]);

  /** Ends when what stood here at the call is on the server, or cannot be. */
  const saveNow = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    await running.current;
    clearTimeout(timer.current);
    const now = state.current;
    if (running.current !== undefined) return running.current;
    if (!now.isDirty || now.isHeld || now.isGone) return;
    running.current = write().finally(() => {
      running.current = undefined;
    });
    return running.current;
  }, [write]);
  const save = useRef(saveNow);
  save.current = saveNow;

  const change = useCallback(
    (changes: Partial<RuleForm>) => {
      const now = state.current;
      now.form = { ...now.form, ...changes };
      now.isDirty = true;
      keepText(place, now);
      setForm(now.form);
      if (now.isGone) return;
      setSaving("waiting");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void saveNow(), pauseMs);
      if (Date.now() - toldMs.current > tellMs) {
        toldMs.current = Date.now();
        nowEditing(open.id).then(setOther, () => undefined);
      }
    },
    [open.id, place, saveNow],
  );

  const take = useCallback(
    (rule: OpenRule) => {
      Object.assign(state.current, { form: rule.form, version: rule.version, isDirty: false, isHeld: false });
      forgetText(place);
      setForm(rule.form);
      setConflict(null);
      setSaving("saved");
    },
    [place],
  );

  const keepMine = useCallback(
    ({ theirs }: Conflict) => {
      Object.assign(state.current, { version: theirs.version, isHeld: false, isDirty: true });
      setConflict(null);
      void saveNow();
    },
    [saveNow],
  );

  // What this person wrote and could not be saved when the rule was left; over a later version it is asked about.
  useEffect(() => {
    const kept = keptText(place);
    const now = state.current;
    if (kept === null || now.isDirty) return;
    Object.assign(now, { form: { ...now.form, ...kept.form }, version: kept.version, isDirty: true });
    setForm(now.form);
    void saveNow();
  }, [place, saveNow]);

  // What somebody else wrote is shown where nothing of this person's stands against it.
  useEffect(() => {
    const { version, isDirty } = state.current;
    if (open.version > version && !isDirty && running.current === undefined) take(open);
  }, [open, take]);

  useEffect(() => {
    isShown.current = true;
    const own = { save: saveNow, isUnsaved: () => state.current.isDirty || state.current.isGone };
    openRule.current = own;
    const stay = (event: BeforeUnloadEvent) => {
      if (state.current.isDirty) event.preventDefault();
    };
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      void saveNow();
    };
    window.addEventListener("beforeunload", stay);
    document.addEventListener("keydown", onKey);
    return () => {
      isShown.current = false;
      if (openRule.current === own) openRule.current = noRule;
      window.removeEventListener("beforeunload", stay);
      document.removeEventListener("keydown", onKey);
      void saveNow();
    };
  }, [saveNow]);

  return {
    form,
    notes,
    saving,
    conflict,
    other,
    change,
    save: saveNow,
    take,
    keepMine,
    setNotes,
    version: state,
  };
}
