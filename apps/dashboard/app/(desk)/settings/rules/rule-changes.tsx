import { DiffText } from "./diff-text.tsx";
import type { FieldChange } from "./rule-state.ts";

/** What the draft changes in a rule, field by field. */
export function RuleChanges({
  changes,
  version,
}: {
  changes: readonly FieldChange[];
  version: string | null;
}) {
  if (changes.length === 0)
    return <p className="text-sub">Nothing changed{version === null ? "" : ` since v${version}`}.</p>;
  return (
    <dl className="flex flex-col gap-4">
      {changes.map(({ field, parts }) => (
        <div key={field}>
          <dt className="mb-1 font-medium">{field}</dt>
          <dd className="rounded-md border border-border px-3 py-2">
            <DiffText parts={parts} isCode={field === "Pre-check"} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
