import type { OverviewSummary } from "@callscript/core/desk/overview.ts";
import Link from "next/link";
import { Button } from "../../../components/ui/button.tsx";
import { count, money, percent } from "../../../lib/format.ts";

/** What people decided and what is left, with its money, and what cannot wait. */
export function ReviewCard({ total, closing }: Pick<OverviewSummary, "total" | "closing">) {
  const rows = [
    { name: "Confirmed bad", calls: total.confirmed, usd: total.confirmed_usd, colour: "var(--sev-4)" },
    { name: "Marked safe", calls: total.marked_safe, usd: total.marked_safe_usd, colour: "var(--safe)" },
    { name: "To review", calls: total.to_review, usd: total.at_stake_usd, colour: "var(--vol)" },
  ];
  const all = rows.reduce((sum, row) => sum + row.calls, 0);
  return (
    <>
      <div
        aria-hidden="true"
        className="mt-1 mb-2 flex h-2.5 gap-0.5 overflow-hidden rounded-[3px] bg-accent"
      >
        {rows.map(({ name, calls, colour }) =>
          calls === 0 ? null : (
            <span key={name} style={{ width: `${(calls / all) * 100}%`, background: colour }} />
          ),
        )}
      </div>
      <table className="w-full">
        <tbody>
          {rows.map(({ name, calls, usd, colour }) => (
            <tr key={name} className="h-[29px]">
              <th scope="row" className="text-left font-normal">
                <span
                  aria-hidden="true"
                  className="mr-2.5 inline-block size-2.5 rounded-[2px]"
                  style={{ background: colour }}
                />
                {name}
              </th>
              <td className="text-right">{count(calls)}</td>
              <td className="w-24 text-right text-sub">{money(usd, { sum: true })}</td>
            </tr>
          ))}
          <tr className="h-[33px] border-border border-t">
            <th
              scope="row"
              className="text-left font-normal"
              title="Refund windows that close before midnight UTC"
            >
              Windows closing today
            </th>
            <td className="text-right font-semibold">{count(closing.calls)}</td>
            <td className="text-right text-sub">{money(closing.usd, { sum: true })}</td>
          </tr>
        </tbody>
      </table>
      <Button asChild variant={total.to_review > 0 ? "primary" : "outline"} className="mt-2 w-full">
        <Link href="/flags">
          {total.to_review > 0 ? `Review ${count(total.to_review)} flags` : "Open flags"}
        </Link>
      </Button>
    </>
  );
}

/** "87 % of reviewed flags held up". */
export function heldUpWords({ confirmed, marked_safe }: OverviewSummary["total"]): string {
  const of = confirmed + marked_safe;
  return of === 0 ? "None reviewed yet" : `${percent(confirmed / of)} of ${count(of)} reviewed held up`;
}
