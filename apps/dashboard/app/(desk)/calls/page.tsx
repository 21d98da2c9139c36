import { recentCalls } from "@callscript/core/desk/recent-calls.sql.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { TopBar } from "../../../components/top-bar.tsx";
import { database } from "../../../lib/database.ts";
import { age, clock, moment, money, phone, unknown } from "../../../lib/format.ts";
import { requirePerson } from "../../../lib/session.ts";
import { stateInWords } from "./[id]/state-in-words.ts";

export const metadata: Metadata = { title: "Calls" };

const shown = 200;

export default async function CallsPage() {
  await requirePerson("/calls");
  const calls = await recentCalls.run(database(), shown);
  const now = new Date();
  return (
    <>
      <TopBar title="Calls">
        <span className="text-[12.5px] text-muted-foreground">the newest {calls.length}</span>
      </TopBar>
      <main className="min-h-0 flex-1 overflow-auto bg-card">
        {calls.length === 0 ? (
          <p className="p-8 text-center text-muted-foreground">
            No calls yet. The first one appears seconds after it ends.
          </p>
        ) : null}
        <table className="w-full min-w-[720px] text-left">
          <thead className="sticky top-0 bg-card text-muted-foreground text-xs">
            <tr className="h-8 border-border border-b">
              <th className="px-5 font-normal">Ended</th>
              <th className="font-normal">Caller</th>
              <th className="font-normal">Campaign</th>
              <th className="font-normal">Publisher</th>
              <th className="text-right font-normal">Length</th>
              <th className="text-right font-normal">Revenue</th>
              <th className="px-5 font-normal">State</th>
            </tr>
          </thead>
          <tbody>
            {calls.map((call) => (
              <tr key={call.id} className="h-9 border-border border-b">
                <td className="whitespace-nowrap px-5 text-muted-foreground">
                  <time title={moment(call.ended_at_utc)}>{age(call.ended_at_utc, now)}</time>
                </td>
                <td className="whitespace-nowrap">
                  <Link
                    href={`/calls/${call.id}`}
                    className="font-medium underline-offset-[3px] hover:underline"
                  >
                    {call.caller_number === null
                      ? call.ringba_call_id.slice(0, 28)
                      : phone(call.caller_number)}
                  </Link>
                </td>
                <td className="max-w-52 truncate">{call.campaign ?? unknown}</td>
                <td className="max-w-40 truncate">{call.publisher ?? unknown}</td>
                <td className="text-right">{clock(call.seconds)}</td>
                <td className="text-right">{money(call.revenue)}</td>
                <td className="px-5 text-sub">{stateInWords(call)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </main>
    </>
  );
}
