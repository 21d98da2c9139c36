import { DiffText } from "./diff-text.tsx";
import type { RuleChange } from "./rule-state.ts";

const kinds = { new: "New", changed: "Changed", removed: "Taken out" } as const;

/** What one version of a pack changes in another, a rule at a time. */
export function PackChanges({ changes }: { changes: readonly RuleChange[] }) {
  if (changes.length === 0) return <p className="text-sub">They say the same.</p>;
  return (
    <ul className="flex flex-col gap-2">
      {changes.map(({ code, name, kind, fields }) => (
        <li key={`${kind} ${code} ${name}`}>
          <details open={changes.length <= 3}>
            <summary className="cursor-pointer">
              <span className="font-medium">{name}</span>{" "}
              <span className="text-muted-foreground text-xs">{kinds[kind]}</span>
            </summary>
            <dl className="mt-1 flex flex-col gap-2 border-border border-l pl-3">
              {fields.map(({ field, parts }) => (
                <div key={field}>
                  <dt className="text-muted-foreground text-xs">{field}</dt>
                  <dd>
                    <DiffText parts={parts} isCode={field === "Pre-check"} />
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        </li>
      ))}
    </ul>
  );
}
