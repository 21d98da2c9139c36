"use client";

import { Button } from "../../../../components/ui/button.tsx";
import { time } from "../../../../lib/format.ts";
import type { RuleForm } from "./rule-state.ts";
import type { Conflict } from "./use-rule-draft.ts";

/** Two wrote the same rule: both texts are here, and one person decides. */
export function ConflictNote({
  conflict,
  mine,
  onTake,
  onKeep,
}: {
  conflict: Conflict;
  mine: RuleForm;
  onTake: () => void;
  onKeep: (conflict: Conflict) => void;
}) {
  const theirs = Object.entries(conflict.theirs.form);
  const own = new Map(Object.entries(mine));
  const differ = theirs.filter(([field, value]) => JSON.stringify(own.get(field)) !== JSON.stringify(value));
  return (
    <div role="alert" className="rounded-md border border-sev-3 px-3 py-2">
      <p className="font-medium">
        {conflict.by.split("@")[0]} changed this at {time(new Date(conflict.at))} UTC
      </p>
      <p className="mt-0.5 text-sub">Your text stands below and is not saved. Theirs is in the draft:</p>
      <dl className="my-2 flex flex-col gap-1.5">
        {differ.map(([field, value]) => (
          <div key={field}>
            <dt className="text-muted-foreground text-xs">{field.replaceAll("_", " ")}</dt>
            <dd className="max-h-40 overflow-auto whitespace-pre-wrap">
              {Array.isArray(value) ? value.join("\n") : String(value ?? "no end")}
            </dd>
          </div>
        ))}
      </dl>
      <span className="flex gap-2">
        <Button size="small" onClick={onTake}>
          Take theirs
        </Button>
        <Button size="small" onClick={() => onKeep(conflict)}>
          Keep mine
        </Button>
      </span>
    </div>
  );
}
