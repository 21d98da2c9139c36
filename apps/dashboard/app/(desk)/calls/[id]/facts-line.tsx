import type { CallDetail } from "@callscript/core/desk/call.sql.ts";
import { SeverityBadge } from "../../../../components/severity.tsx";
import { cn } from "../../../../lib/class-names.ts";
import { maskedPhone, moment, money, since, unknown, wait } from "../../../../lib/format.ts";
import { CallerNumber } from "./caller-number.tsx";
import { stateInWords } from "./state-in-words.ts";

/** Where a start that nobody stated comes from. */
const startNotes: Record<string, string> = {
  import_time: " (time of import)",
  file_name: " (from the file's name)",
  file_time: " (time of the file)",
};

const verdictWords = { confirmed_bad: "Confirmed bad", marked_safe: "Marked safe" } as const;
const daySeconds = 86_400;

/** Who, whose, when and how much, in one line. */
export function FactsLine({ call, now }: { call: CallDetail; now: Date }) {
  const closesIn =
    call.window_closes_at_utc === null ? null : (call.window_closes_at_utc.getTime() - now.getTime()) / 1000;
  const isClosing = closesIn !== null && closesIn > 0 && closesIn < daySeconds;
  const ended = `${moment(call.ended_at_utc)}${startNotes[call.start_time_source] ?? ""}`;
  return (
    <div className="flex flex-none flex-wrap items-center gap-x-6 gap-y-2">
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        {call.caller_number === null ? (
          <span className="truncate font-semibold text-[18px] leading-6 tracking-[-.02em]">
            {call.ringba_call_id}
          </span>
        ) : (
          <CallerNumber callId={call.id} masked={maskedPhone(call.caller_number)} />
        )}
        {call.severity === null ? null : <SeverityBadge severity={call.severity} />}
        <span className="inline-flex min-h-[22px] items-center rounded-[5px] bg-accent px-1.5 font-medium text-sub text-xs">
          {call.verdict !== null
            ? verdictWords[call.verdict]
            : call.status === "flagged"
              ? "Not reviewed"
              : stateInWords(call)}
        </span>
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 min-[1100px]:ml-auto">
        <Fact name="Campaign" value={call.campaign ?? unknown} />
        <Fact name="Publisher" value={call.publisher ?? unknown} />
        <Fact name="Buyer" value={call.buyer ?? unknown} />
        <Fact name="Ended">
          <time dateTime={call.ended_at_utc.toISOString()} title={ended}>
            {sinceWords(call.ended_at_utc, now)}
          </time>
        </Fact>
        <Fact name="Revenue" value={money(call.revenue)} />
        <Fact name="Refund window">
          <span
            className={cn(isClosing && "text-sev-4-ink")}
            title={
              call.window_closes_at_utc === null
                ? "The campaign has no refund window"
                : moment(call.window_closes_at_utc)
            }
          >
            {closesIn === null ? unknown : closesIn < 0 ? "closed" : `${wait(closesIn)} left`}
          </span>
        </Fact>
      </dl>
    </div>
  );
}

function sinceWords(then: Date, now: Date): string {
  const words = since(then, now);
  return /^\d+ /.test(words) ? `${words} ago` : words;
}

function Fact({ name, value, children }: { name: string; value?: string; children?: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs leading-4">{name}</dt>
      <dd className="max-w-[22ch] truncate font-medium" title={value}>
        {value ?? children}
      </dd>
    </div>
  );
}
