"use client";

import { useEffect, useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { Dialog, DialogContent } from "../../../../components/ui/dialog.tsx";
import { listOf, moved, newRow, type PatternRow, rowsOf } from "./edited-patterns.ts";
import { readPatterns, save } from "./pattern-actions.ts";
import { PatternLine } from "./pattern-line.tsx";
import { previewWords, savedWords } from "./pattern-words.ts";
import { usePreview } from "./use-preview.ts";

/** What campaigns' verticals are guessed by: words of their names in order, the first that matches wins. */
export function PatternDialog({
  verticals,
  onClose,
  onSaved,
}: {
  verticals: readonly string[];
  onClose: () => void;
  onSaved: (said: string) => void;
}) {
  const [rows, setRows] = useState<readonly PatternRow[] | null>(null);
  const [version, setVersion] = useState("");
  const [problem, setProblem] = useState("");
  const [isPending, begin] = useTransition();
  const found = usePreview(rows);

  useEffect(() => {
    readPatterns().then(
      (list) => {
        setRows(rowsOf(list));
        setVersion(list.version);
      },
      () => setProblem("The patterns could not be read. Close this and try again."),
    );
  }, []);

  const isEmpty =
    rows?.some(({ words, expression }) => expression === null && !/[\p{L}\p{N}]/u.test(words)) ?? true;
  const keep = () =>
    begin(async () => {
      if (rows === null) return;
      setProblem("");
      try {
        const changed = await save(listOf(rows), version);
        if (changed === null)
          return setProblem("Somebody saved the patterns before you. Close this and open it again.");
        onSaved(savedWords(changed));
        onClose();
      } catch {
        // The reason is in the server's log; what is typed stays.
        setProblem("Not saved. Check the connection and try again.");
      }
    });
  const change = (at: number, row: PatternRow) =>
    setRows(rows?.map((one, place) => (place === at ? row : one)) ?? null);

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title="Name patterns" className="w-[min(720px,calc(100vw-32px))]">
        <p className="mb-2 text-sub">
          A campaign's vertical is guessed by whole words of its name, in any case; commas stand between them
          and * stands for the rest of a word. The first pattern that matches decides. What a person set or
          verified stays.
        </p>
        {rows === null ? (
          <p className="py-6 text-center text-muted-foreground">
            {problem === "" ? "Reading the patterns." : ""}
          </p>
        ) : (
          <ol className="flex flex-col">
            {rows.map((row, at) => (
              <PatternLine
                key={row.key}
                row={row}
                at={at}
                last={rows.length - 1}
                says={found === null ? "Looking what it would match." : previewWords(found.get(at))}
                verticals={verticals}
                onChange={(next) => change(at, next)}
                onMove={(by) => setRows(moved(rows, at, by))}
                onRemove={() => setRows(rows.filter(({ key }) => key !== row.key))}
              />
            ))}
          </ol>
        )}
        <p role="alert" className="mt-2 text-sev-3-ink empty:hidden">
          {problem}
        </p>
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <Button disabled={rows === null} onClick={() => setRows([...(rows ?? []), newRow("General")])}>
            Add a pattern
          </Button>
          <Button variant="ghost" className="ml-auto" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" disabled={isPending || isEmpty} onClick={keep}>
            Save
          </Button>
        </div>
        {isEmpty && rows !== null ? (
          <p className="mt-1 text-right text-muted-foreground text-xs">Each pattern needs a word.</p>
        ) : null}
      </DialogContent>
    </Dialog>
  );
}
