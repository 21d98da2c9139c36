import type { readRules } from "@callscript/core/desk/overview.ts";
import Link from "next/link";
import { SeverityBars } from "../../../components/severity.tsx";
import { count, money, percent, severityWord } from "../../../lib/format.ts";
import { LinkedTable } from "./linked-table.tsx";
import type { OverviewUrl } from "./overview-url.ts";

type Rules = Awaited<ReturnType<typeof readRules>>;

/** The rules that flagged most, the longest bar first; each opens its flags. */
export function FlagsByRule({ rules, url }: { rules: Rules; url: OverviewUrl }) {
  const most = rules[0]?.calls ?? 0;
  if (rules.length === 0)
    return <p className="py-10 text-center text-muted-foreground">Nothing was flagged in this range.</p>;
  return (
    <>
      <ul className="flex flex-col">
        {rules.map(({ code, name, severity, calls, ...rule }) => (
          <li key={code}>
            <Link
              href={`/flags?rule=${encodeURIComponent(code)}`}
              title={`${name}, ${severityWord(severity)}: ${count(calls)} calls, ${money(rule.usd, { sum: true })}, ${heldUp(rule)}`}
              className="grid h-[29px] grid-cols-[14px_minmax(0,150px)_minmax(0,1fr)_auto] items-center gap-2.5 rounded-md hover:bg-muted pointer-coarse:h-10"
            >
              <SeverityBars severity={severity} />
              <span className="truncate">{name}</span>
              <span
                aria-hidden="true"
                className="h-[7px] rounded-[2px]"
                style={{ width: `${(calls / most) * 100}%`, background: `var(--sev-${severity})` }}
              />
              <span className="min-w-8 text-right">{count(calls)}</span>
              <span className="sr-only">{severityWord(severity)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <LinkedTable
        table="rules"
        of="Flags by rule"
        url={url}
        head={["Rule", "Severity", "Calls", "Revenue", "Held up"]}
        rows={() =>
          rules.map((rule) => [
            rule.name,
            severityWord(rule.severity),
            count(rule.calls),
            money(rule.usd, { sum: true }),
            percent(heldUpShare(rule)),
          ])
        }
      />
    </>
  );
}

type Decided = Pick<Rules[number], "confirmed" | "marked_safe">;

function heldUpShare({ confirmed, marked_safe }: Decided): number | null {
  return confirmed + marked_safe === 0 ? null : confirmed / (confirmed + marked_safe);
}

function heldUp(rule: Decided): string {
  const share = heldUpShare(rule);
  return share === null ? "none reviewed yet" : `${percent(share)} of those reviewed held up`;
}
