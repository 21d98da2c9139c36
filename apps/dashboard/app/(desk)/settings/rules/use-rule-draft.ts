"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { nowEditing, saveRule } from "./draft-actions.ts";
import type { FieldNote, OpenRule, RuleForm } from "./rule-state.ts";

const pauseMs = 700;
const tellMs = 15_000;

export interface Conflict {
  by: string;
  at: string;
  theirs: OpenRule;
}

export type Saving = "saved" | "waiting" | "saving" | "failed" | "gone";

/**
 * One rule of the draft while somebody writes in it: kept on the server in each pause, over the version that was seen. What
 * somebody else wrote meanwhile is never written over unasked, and nor is what stands here.
 */
export function useRuleDraft(open: OpenRule) {
  const [form, setForm] = useState(open.form);
  const [notes, setNotes] = useState<readonly FieldNote[]>([]);
  const [saving, setSaving] = useState<Saving>("saved");
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [other, setOther] = useState<string | null>(null);
  const state = useRef({
    form: open.form,
    version: open.version,
    isDirty: false,
    isBusy: false,
    isHeld: false,
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const toldMs = useRef(0);

  const save = useCallback(async () => {
    const now = state.current;
    clearTimeout(timer.current);
    if (!now.isDirty || now.isBusy || now.isHeld) return;
    now.isBusy = true;
    now.isDirty = false;
    setSaving("saving");
    try {
      const answer = await saveRule(open.id, now.version, now.form);
      if (answer.outcome === "saved") {
        now.version = answer.version;
        setNotes(answer.notes);
        setSaving(now.isDirty ? "waiting" : "saved");
      } else if (answer.outcome === "stale") {
        now.isHeld = true;
        now.isDirty = true;
        setConflict(answer);
        setSaving("waiting");
      } else setSaving("gone");
    } catch {
      now.isDirty = true;
      setSaving("failed");
    }
    now.isBusy = false;
    // What was typed while it was saved.
    if (now.isDirty && !now.isHeld) timer.current = setTimeout(() => void save(), pauseMs);
  }, [open.id]);

  const change = useCallback(
    (changes: Partial<RuleForm>) => {
      const now = state.current;
      now.form = { ...now.form, ...changes };
      now.isDirty = true;
      setForm(now.form);
      setSaving("waiting");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(), pauseMs);
      if (Date.now() - toldMs.current > tellMs) {
        toldMs.current = Date.now();
        nowEditing(open.id).then(setOther, () => undefined);
      }
    },
    [open.id, save],
  );

  const take = useCallback((rule: OpenRule) => {
    Object.assign(state.current, { form: rule.form, version: rule.version, isDirty: false, isHeld: false });
    setForm(rule.form);
    setConflict(null);
    setSaving("saved");
  }, []);

  const keepMine = useCallback(
    ({ theirs }: Conflict) => {
      Object.assign(state.current, { version: theirs.version, isHeld: false, isDirty: true });
      setConflict(null);
      void save();
    },
    [save],
  );

  // What somebody else wrote is shown where nothing of this person's stands against it.
  useEffect(() => {
    const { version, isDirty, isBusy } = state.current;
    if (open.version > version && !isDirty && !isBusy) take(open);
  }, [open, take]);

  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => {
      if (state.current.isDirty) event.preventDefault();
    };
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      void save();
    };
    window.addEventListener("beforeunload", stay);
    document.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("beforeunload", stay);
      document.removeEventListener("keydown", onKey);
      void save();
    };
  }, [save]);

  return { form, notes, saving, conflict, other, change, save, take, keepMine, setNotes, version: state };
}
