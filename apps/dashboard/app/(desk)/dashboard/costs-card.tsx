import { type CostLine, readCosts } from "@callscript/core/desk/costs.ts";
import { Card, CardTitle } from "../../../components/ui/card.tsx";
import { database } from "../../../lib/database.ts";
import { count, money, smallMoney, unknown } from "../../../lib/format.ts";
import { remembered } from "../../../lib/remembered.ts";
import { goalWords, isSpeechMissing } from "./cost-words.ts";
import { Streamed } from "./streamed.tsx";

const days = 7;

/** A busy week takes seconds to add up: one reading serves everybody for a minute. */
const weekCosts = remembered(async () => {
  const [byDay, byCampaign] = await Promise.all([
    readCosts(database(), { days, by: "day" }),
    readCosts(database(), { days, by: "campaign" }),
  ]);
  return { byDay, byCampaign };
}, 60_000);

/** What models and machines cost, by day and by campaign, against what is promised. */
export function CostsCard() {
  return (
    <Card className="min-w-0 p-4">
      <CardTitle className="mb-2">AI cost, last {days} days</CardTitle>
      <Streamed read={weekCosts} waiting={<p className="text-muted-foreground">Adding up the week.</p>}>
        {(costs) => <Costs {...costs} />}
      </Streamed>
    </Card>
  );
}

function Costs({ byDay, byCampaign }: Awaited<ReturnType<typeof weekCosts>>) {
  return (
    <>
      {byDay.lines.length === 0 ? (
        <p className="text-muted-foreground">Nothing was transcribed or judged in these days.</p>
      ) : (
        <>
          <ul className="mb-3 flex flex-col gap-0.5 text-[12.5px] text-sub">
            {goalWords(byDay).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <div className="grid gap-x-8 gap-y-4 min-[1100px]:grid-cols-2">
            <CostTable head="Day (UTC)" lines={byDay.lines} />
            <CostTable head="Campaign" lines={byCampaign.lines.slice(0, mostCampaigns)} />
          </div>
        </>
      )}
    </>
  );
}

/** The dearest ones; `callscript costs --by campaign` lists them all. */
const mostCampaigns = 10;

function CostTable({ head, lines }: { head: string; lines: readonly CostLine[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways is reached by the keyboard
    <section className="overflow-x-auto" aria-label={`AI cost by ${head}`} tabIndex={0}>
      <table className="w-full min-w-[360px] text-left text-[12.5px]">
        <thead className="text-muted-foreground text-xs">
          <tr className="h-7 border-border border-b">
            <th className="font-normal">{head}</th>
            <th className="text-right font-normal">Calls</th>
            <th className="text-right font-normal">Judge</th>
            <th className="text-right font-normal">Speech</th>
            <th className="text-right font-normal">Per call</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key} className="h-8 border-border border-b last:border-b-0">
              <td className="max-w-[200px] truncate">{line.label || "No campaign"}</td>
              <td className="text-right">{count(line.calls)}</td>
              <td className="text-right">{money(line.judge.usd)}</td>
              <td className="text-right">
                {isSpeechMissing(line) ? (
                  <span title="The machine's price is not set">{unknown}</span>
                ) : (
                  money(line.speech.usd)
                )}
              </td>
              <td className="text-right">
                {smallMoney(line.perCallUsd === null ? null : Number(line.perCallUsd))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
