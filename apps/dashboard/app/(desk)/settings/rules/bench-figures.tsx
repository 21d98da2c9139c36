import type { BenchReport } from "@callscript/core/desk/bench.sql.ts";
import { count } from "../../../../lib/format.ts";
import { fewWords, ofWords, stakeWords } from "./bench-words.ts";

/** What a run counted: what changes, with its dollars, and how both sets of rules do on reviewed calls. */
export function BenchFigures({
  report,
  versions,
}: {
  report: BenchReport;
  versions: { before: string | null; after: string };
}) {
  const { newlyFlagged, noLongerFlagged, otherwiseFlagged, people, judged, unjudged } = report;
  const { confirmedBad, markedSafe } = people;
  const still = report.flagged.before - noLongerFlagged.calls;
  const few = fewWords(confirmedBad.calls + markedSafe.calls);
  return (
    <div className="border-border border-b">
      <dl className="grid grid-cols-3 divide-x divide-border border-border border-b">
        <Figure
          name="Newly flagged"
          value={newlyFlagged.calls}
          about={stakeWords(newlyFlagged.usd, "at stake")}
        />
        <Figure
          name="No longer flagged"
          value={noLongerFlagged.calls}
          about={stakeWords(noLongerFlagged.usd, "released")}
        />
        <Figure
          name="Still flagged"
          value={still}
          about={
            otherwiseFlagged.calls > 0
              ? `${count(otherwiseFlagged.calls)} for other rules`
              : `${count(judged - report.flagged.after - noLongerFlagged.calls)} stay safe`
          }
        />
      </dl>
      <div className="px-5 py-3">
        {judged === 0 ? (
          <p className="text-sub">
            The draft asks none of these calls anything else. A rule is asked of calls from its first day on.
          </p>
        ) : (
          <table className="w-full">
            <caption className="sr-only">Against reviewed calls</caption>
            <thead className="text-left text-muted-foreground">
              <tr>
                <th className="font-normal">
                  Against {count(confirmedBad.calls + markedSafe.calls)} reviewed calls
                </th>
                <th className="text-right font-normal">
                  {versions.before === null ? "Before" : `v${versions.before}`}
                </th>
                <th className="pl-3 text-right font-normal">v{versions.after}</th>
              </tr>
            </thead>
            <tbody>
              <Against name="Bad calls caught" found={confirmedBad} />
              <Against name="Safe calls flagged" found={markedSafe} />
            </tbody>
          </table>
        )}
        {judged > 0 && few !== null ? <p className="mt-1.5 text-sev-3-ink text-xs">{few}</p> : null}
        {unjudged.calls > 0 ? (
          <p className="mt-1.5 text-sub text-xs">
            {count(unjudged.calls)} could not be judged: {unjudged.reasons.join("; ")}
          </p>
        ) : null}
      </div>
    </div>
  );
}

function Figure({ name, value, about }: { name: string; value: number; about: string }) {
  return (
    <div className="px-5 py-3">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd className="font-semibold text-[20px] leading-7">{count(value)}</dd>
      <dd className="text-muted-foreground text-xs">{about}</dd>
    </div>
  );
}

function Against({
  name,
  found: { calls, flaggedBefore, flaggedAfter },
}: {
  name: string;
  found: { calls: number; flaggedBefore: number; flaggedAfter: number };
}) {
  return (
    <tr>
      <th scope="row" className="text-left font-normal">
        {name}
      </th>
      <td className="text-right text-sub">{ofWords(flaggedBefore, calls)}</td>
      <td className="pl-3 text-right font-semibold">{ofWords(flaggedAfter, calls)}</td>
    </tr>
  );
}
