import { SeverityBars } from "../../../components/severity.tsx";
import { count, severityWord } from "../../../lib/format.ts";

export function FlagsByRule({
  rules,
}: {
  rules: readonly { code: string; name: string; severity: number; calls: number }[];
}) {
  const most = rules[0]?.calls ?? 0;
  if (rules.length === 0) return <p className="text-muted-foreground">Nothing was flagged in this range.</p>;
  return (
    <ul className="flex flex-col gap-1.5">
      {rules.map(({ code, name, severity, calls }) => (
        <li
          key={code}
          className="grid grid-cols-[14px_minmax(0,200px)_minmax(0,1fr)_40px] items-center gap-2.5"
        >
          <SeverityBars severity={severity} />
          <span className="truncate" title={severityWord(severity)}>
            {name}
          </span>
          <span
            aria-hidden="true"
            className="h-2 rounded-full"
            style={{ width: `${(calls / most) * 100}%`, background: `var(--sev-${severity})` }}
          />
          <span className="text-right">{count(calls)}</span>
        </li>
      ))}
    </ul>
  );
}
