import type { CallDetail } from "@callscript/core/desk/call.sql.ts";
import { moment, money, phone, unknown, wait } from "../../../../lib/format.ts";

/** Where a start that nobody stated comes from. */
const startNotes: Record<string, string> = {
  import_time: " (time of import)",
  file_name: " (from the file's name)",
  file_time: " (time of the file)",
};

/** Who, whose, when and how much, in one line. */
export function FactsLine({ call }: { call: CallDetail }) {
  const closesIn =
    call.window_closes_at_utc === null ? null : (call.window_closes_at_utc.getTime() - Date.now()) / 1000;
  const facts = [
    ["Campaign", call.campaign ?? unknown],
    ["Vertical", call.vertical ?? unknown],
    ["Publisher", call.publisher ?? unknown],
    ["Buyer", call.buyer ?? unknown],
    ["Ended", `${moment(call.ended_at_utc)}${startNotes[call.start_time_source] ?? ""}`],
    ["Revenue", money(call.revenue)],
    ["Refund window", closesIn === null ? unknown : closesIn < 0 ? "closed" : `${wait(closesIn)} left`],
  ] as const;
  return (
    <div className="mb-3 flex flex-wrap items-end gap-x-6 gap-y-2">
      <p className="font-semibold text-[18px] leading-6 tracking-[-.02em]">
        {call.caller_number === null ? call.ringba_call_id : phone(call.caller_number)}
      </p>
      <dl className="flex flex-wrap gap-x-5 gap-y-1 min-[1100px]:ml-auto">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-muted-foreground text-xs leading-4">{name}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
