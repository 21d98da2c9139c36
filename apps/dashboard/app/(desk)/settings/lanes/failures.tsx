import { failuresByReason } from "@callscript/core/desk/failures.sql.ts";
import Link from "next/link";
import { database } from "../../../../lib/database.ts";
import { count, moment, since } from "../../../../lib/format.ts";
import { putBack } from "./actions.ts";
import { sentence } from "./lane-words.ts";
import { Verbs } from "./verbs.tsx";

const mostAtOnce = 1000;

/** Why calls failed, each reason with its newest call, and the way back into the queue. */
export async function Failures({ now }: { now: Date }) {
  const failures = await failuresByReason.run(database());
  if (failures.length === 0) return <p className="text-muted-foreground">No call has failed.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways is reached by the keyboard
    <section className="overflow-x-auto" aria-label="Failed calls by reason" tabIndex={0}>
      <table className="w-full min-w-[640px] text-left text-[12.5px]">
        <thead className="text-muted-foreground text-xs">
          <tr className="border-border border-b">
            <th className="py-1.5 pr-4 text-right font-normal">Calls</th>
            <th className="pr-4 font-normal">Lane</th>
            <th className="pr-4 font-normal">Reason</th>
            <th className="pr-4 font-normal">Example</th>
            <th className="font-normal">
              <span className="sr-only">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {failures.map(({ lane, reason, calls, newest_id, newest_utc }) => (
            <tr key={`${lane} ${reason}`} className="border-border border-b align-top last:border-b-0">
              <td className="py-2 pr-4 text-right">{count(calls)}</td>
              <td className="py-2 pr-4 capitalize">{lane}</td>
              <td className="max-w-[420px] break-words py-2 pr-4">{sentence(reason)}</td>
              <td className="whitespace-nowrap py-2 pr-4">
                <Link
                  href={`/calls/${newest_id}`}
                  className="underline underline-offset-[3px]"
                  title={moment(newest_utc)}
                >
                  Call of {since(newest_utc, now)}
                  {now.getTime() - newest_utc.getTime() < 7 * 86_400_000 ? " ago" : ""}
                </Link>
              </td>
              <td className="py-1.5">
                <Verbs
                  verbs={[
                    {
                      label: `Put ${count(Math.min(calls, mostAtOnce))} back in the queue`,
                      of: reason,
                      act: putBack.bind(null, lane, reason),
                    },
                  ]}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
