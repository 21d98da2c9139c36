import { SeverityBadge } from "../../../../components/severity.tsx";
import { cn } from "../../../../lib/class-names.ts";
import { calendarDate } from "../../../../lib/format.ts";
import type { RuleForm } from "./rule-state.ts";
import { faultWords, severityChoices } from "./rule-words.ts";

/** A rule to be read. */
export function RuleView({ form }: { form: RuleForm }) {
  const level = severityChoices.find(({ value }) => value === form.severity)?.level ?? 1;
  return (
    <dl className="grid grid-cols-2 gap-4">
      <Entry name="Question for the judge">{form.question}</Entry>
      <Entry name="Severity" isHalf>
        <SeverityBadge severity={level} />
      </Entry>
      <Entry name="In force" isHalf>
        {daysWords(form.effective_from)}
        {form.effective_to === null ? " on" : ` to ${daysWords(form.effective_to)}`}
      </Entry>
      <Entry name="At fault" isHalf>
        {faultWords[form.at_fault]}
      </Entry>
      <Entry name="Refund" isHalf>
        {form.refundable ? "Can be asked for" : "Cannot be asked for"}
      </Entry>
      <Entry name="Applies">{form.applies_when}</Entry>
      <Entry name="Asked of calls of">{form.verticals.join(", ")}</Entry>
      <Entry name="Flag">
        <Lines lines={form.flag} />
      </Entry>
      <Entry name="Do not flag">
        <Lines lines={form.pass} />
      </Entry>
      <Entry name="Pre-check">
        {form.precheck === "" ? (
          "None: only a model finds it."
        ) : (
          <details>
            <summary className="cursor-pointer text-sub">Phrases and measures that code looks for</summary>
            <pre className="mt-2 max-h-96 overflow-auto rounded-md border border-border p-3 font-mono text-[12px] leading-5">
              {form.precheck}
            </pre>
          </details>
        )}
      </Entry>
    </dl>
  );
}

function daysWords(day: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(day) ? calendarDate(day) : day;
}

function Entry({
  name,
  isHalf = false,
  children,
}: {
  name: string;
  isHalf?: boolean;
  children: React.ReactNode;
}) {
  return (
    <div className={cn("min-w-0", !isHalf && "col-span-2")}>
      <dt className="font-medium">{name}</dt>
      <dd className="mt-0.5 text-sub">{children}</dd>
    </div>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return "No examples.";
  return (
    <ul className="divide-y divide-border rounded-md border border-border">
      {lines.map((line, index) => (
        <li key={`${index} ${line}`} className="px-3 py-1.5">
          {line}
        </li>
      ))}
    </ul>
  );
}
