"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { ConflictNote } from "./conflict-note.tsx";
import { lintStored, setRemoved, undoRule } from "./draft-actions.ts";
import { EditorField } from "./editor-field.tsx";
import { ExamplesField } from "./examples-field.tsx";
import type { OpenRule } from "./rule-state.ts";
import { personWords, severityChoices } from "./rule-words.ts";
import { Segments } from "./segments.tsx";
import { type Saving, useRuleDraft } from "./use-rule-draft.ts";

const savingWords: Record<Saving, string> = {
  saved: "Draft saved",
  waiting: "Not saved yet",
  saving: "Saving",
  offline: "Not saved: no connection. It is tried again every 5 seconds.",
  refused:
    "Not saved: the server refused it. Change something to try again, or reload; this tab keeps your text.",
  gone: "This rule is no longer in the draft. Reload the page.",
};
const faults = [
  { value: "publisher", word: "Publisher" },
  { value: "buyer", word: "Buyer" },
  { value: "system", word: "Neither" },
] as const;
const box =
  "w-full rounded-md border border-input bg-card px-2.5 py-1.5 leading-5 [field-sizing:content] pointer-coarse:min-h-10";

/** One rule of the draft, to be written. Every pause is saved. */
export function RuleEditor({ open, me }: { open: OpenRule; me: string }) {
  const draft = useRuleDraft(open, me);
  const { form, notes, change } = draft;
  const router = useRouter();
  const [problem, setProblem] = useState("");
  const [pending, begin] = useTransition();
  const { setNotes } = draft;
  useEffect(() => {
    let isHere = true;
    lintStored(open.id).then(
      (found) => {
        if (isHere) setNotes(found);
      },
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, [open.id, setNotes]);
  const act = (work: (version: number) => Promise<boolean>) =>
    begin(async () => {
      await draft.save();
      const done = await work(draft.version.current.version).catch(() => false);
      setProblem(done ? "" : "Not done: somebody changed this rule meanwhile, or the connection is gone.");
      if (!done) return;
      // What could not be saved goes with what it was written over.
      draft.version.current.isDirty = false;
      router.refresh();
    });
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const isOff = form.effective_to !== null && form.effective_to <= yesterday;
  const field = { notes };
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="flex min-h-5 flex-wrap gap-x-3 text-muted-foreground text-xs">
        <span>{savingWords[draft.saving]}</span>
        {draft.other === null ? null : <span>{personWords(draft.other, me)} is editing this rule too.</span>}
        {problem === "" ? null : <span className="text-sev-4-ink">{problem}</span>}
      </p>
      {draft.conflict === null ? null : (
        <ConflictNote
          conflict={draft.conflict}
          mine={form}
          onTake={() => draft.take(draft.conflict?.theirs ?? open)}
          onKeep={draft.keepMine}
        />
      )}
      <div className="grid gap-4 min-[900px]:grid-cols-2">
        <EditorField {...field} name="name" label="Name">
          {(props) => (
            <input
              {...props}
              value={form.name}
              maxLength={200}
              onChange={(event) => change({ name: event.target.value })}
              className={box}
            />
          )}
        </EditorField>
        <EditorField
          {...field}
          name="code"
          label="Code"
          hint={
            open.isNew
              ? "Small letters, digits and _. Fixed once it is published."
              : "Fixed since it was published."
          }
        >
          {(props) => (
            <input
              {...props}
              value={form.code}
              maxLength={80}
              readOnly={!open.isNew}
              spellCheck={false}
              onChange={(event) => change({ code: event.target.value })}
              className={`${box} font-mono text-[12px] read-only:bg-muted read-only:text-sub`}
            />
          )}
        </EditorField>
      </div>
      <EditorField {...field} name="question" label="Question for the judge">
        {(props) => (
          <textarea
            {...props}
            rows={4}
            value={form.question}
            maxLength={2_000}
            onChange={(event) => change({ question: event.target.value })}
            className={box}
          />
        )}
      </EditorField>
      <Segments
        label="Severity"
        choices={severityChoices}
        value={form.severity}
        onChange={(severity) => change({ severity })}
      />
      <div className="grid gap-4 min-[900px]:grid-cols-2">
        <EditorField {...field} name="effective_from" label="In force for calls from">
          {(props) => (
            <input
              {...props}
              type="date"
              value={form.effective_from}
              onChange={(event) => change({ effective_from: event.target.value })}
              className={box}
            />
          )}
        </EditorField>
        <EditorField
          {...field}
          name="effective_to"
          label="Until"
          hint="Empty: no end. Days are UTC, the last one counts."
        >
          {(props) => (
            <input
              {...props}
              type="date"
              value={form.effective_to ?? ""}
              onChange={(event) => change({ effective_to: event.target.value || null })}
              className={box}
            />
          )}
        </EditorField>
      </div>
      <ExamplesField
        {...field}
        side="flag"
        label="Flag"
        examples={form.flag}
        onChange={(flag) => change({ flag })}
      />
      <ExamplesField
        {...field}
        side="pass"
        label="Do not flag"
        examples={form.pass}
        onChange={(pass) => change({ pass })}
      />
      <div className="grid gap-4 min-[900px]:grid-cols-2">
        <div>
          <Segments
            label="At fault"
            choices={faults}
            value={form.at_fault}
            onChange={(at_fault) => change({ at_fault })}
          />
          <label className="mt-2 flex items-center gap-2">
            <input
              type="checkbox"
              checked={form.refundable}
              onChange={(event) => change({ refundable: event.target.checked })}
            />
            A refund can be asked for
          </label>
        </div>
        <EditorField
          {...field}
          name="applies_when"
          label="Applies to"
          hint='In words for the judge, or "always".'
        >
          {(props) => (
            <textarea
              {...props}
              rows={2}
              value={form.applies_when}
              maxLength={2_000}
              onChange={(event) => change({ applies_when: event.target.value })}
              className={box}
            />
          )}
        </EditorField>
      </div>
      <EditorField
        {...field}
        name="precheck"
        label="Phrases pre-check"
        hint="As in a rule file: applies_if, phrases, facts. Code looks for these; empty leaves it to a model."
      >
        {(props) => (
          <textarea
            {...props}
            rows={6}
            value={form.precheck}
            spellCheck={false}
            wrap="off"
            onChange={(event) => change({ precheck: event.target.value })}
            className={`${box} max-h-96 overflow-auto font-mono text-[12px]`}
          />
        )}
      </EditorField>
      <p className="max-w-prose text-muted-foreground text-xs">
        A flag needs a quote. If the judge cannot cite words that are in the transcript, the call is not
        flagged.
      </p>
      <div className="flex flex-wrap gap-2 border-border border-t pt-3">
        {open.isNew ? null : (
          <Button
            size="small"
            disabled={pending}
            onClick={() => act((version) => undoRule(open.id, version))}
          >
            Discard changes
          </Button>
        )}
        {form.effective_from > yesterday ? null : (
          <Button size="small" onClick={() => change({ effective_to: isOff ? null : yesterday })}>
            {isOff ? "Switch on" : "Switch off"}
          </Button>
        )}
        <Button
          size="small"
          disabled={pending}
          onClick={() => act((version) => setRemoved(open.id, version, true))}
        >
          Take out of the pack
        </Button>
      </div>
    </div>
  );
}
