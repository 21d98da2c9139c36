"use client";

import { useState, useTransition } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { Field } from "../../../../components/ui/field.tsx";
import { makeKey } from "./key-actions.ts";
import { KeyRow, type ShownKey } from "./key-row.tsx";
import { NewKey } from "./new-key.tsx";

/** The keys with which Ringba's pixel may call: made, followed by a further one, revoked. A key is shown once. */
export function IngestKeys({
  keys,
  pixel,
}: {
  keys: readonly ShownKey[];
  pixel: { url: string; body: string };
}) {
  const [name, setName] = useState("ringba");
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  const [problem, setProblem] = useState("");
  const [pending, begin] = useTransition();
  const make = (of: string, graceHours: number | null) =>
    begin(async () => {
      setMade(null);
      setProblem("");
      try {
        const answer = await makeKey(of, graceHours);
        if ("key" in answer) setMade({ name: of.trim(), secret: answer.key });
        else setProblem(answer.problem);
      } catch {
        // The reason is in the server's log.
        setProblem("Not done. Check the connection and try again.");
      }
    });
  return (
    <>
      {keys.length === 0 ? (
        <p className="mb-3 text-muted-foreground">
          No key yet. Without the pixel, calls are found by reading the call log.
        </p>
      ) : (
        <ul className="mb-3 flex flex-col">
          {keys.map((key) => (
            <KeyRow key={key.id} shown={key} disabled={pending} onRotate={(hours) => make(key.name, hours)} />
          ))}
        </ul>
      )}
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          make(name, null);
        }}
      >
        <Field
          label="Name of a new key"
          value={name}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={pending}>
          Make a key
        </Button>
      </form>
      <p role="alert" className="mt-2 text-[12.5px] text-sev-3-ink empty:hidden">
        {problem}
      </p>
      {made === null ? null : <NewKey {...made} pixel={pixel} onDone={() => setMade(null)} />}
    </>
  );
}
