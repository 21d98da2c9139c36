import { severityWord } from "../lib/format.ts";

const tint = ["", "sev-1", "sev-2", "sev-3", "sev-4"] as const;

/** Four bars, as many filled as the flag is bad: severity is never colour alone. */
export function SeverityBars({ severity }: { severity: number }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" className="flex-none">
      {[1, 2, 3, 4].map((bar) => (
        <rect
          key={bar}
          x={(bar - 1) * 3.6}
          y={11 - bar * 2.6}
          width="2.4"
          height={bar * 2.6 + 2}
          rx="0.6"
          fill={bar <= severity ? `var(--${tint[severity] ?? "sev-1"})` : "var(--border-strong)"}
        />
      ))}
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
