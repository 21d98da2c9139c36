import { severityWord } from "../lib/format.ts";

const tint = ["", "sev-1", "sev-2", "sev-3", "sev-4"] as const;

const bars = [0, 1, 2, 3].map((bar) => {
  const [left, top] = [(bar * 3.6).toFixed(1), (8.4 - bar * 2.6).toFixed(1)];
  return `M${left} ${top}h2.4V13h-2.4z`;
});

/** Four bars, as many filled as the flag is bad: severity is never colour alone. */
export function SeverityBars({ severity }: { severity: number }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className="flex-none">
      <path d={bars.slice(0, severity).join("")} fill={`var(--${tint[severity] ?? "sev-1"})`} />
      {severity < bars.length ? <path d={bars.slice(severity).join("")} fill="var(--border-strong)" /> : null}
    </svg>
  );
}

export function SeverityBadge({ severity, word = true }: { severity: number | null; word?: boolean }) {
  const level = severity ?? 1;
  return (
    <span
      className="inline-flex h-[22px] items-center gap-1.5 whitespace-nowrap rounded-[5px] px-1.5 font-medium text-xs"
      style={{ background: `var(--sev-${level}-soft)`, color: `var(--sev-${level}-ink)` }}
    >
      <SeverityBars severity={level} />
      {word ? severityWord(severity) : <span className="sr-only">{severityWord(severity)}</span>}
    </span>
  );
}
