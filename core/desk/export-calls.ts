import { csvLine } from "../csv-line.ts";
import type { Db } from "../query.ts";
import type { CallCursor } from "./list-calls.sql.ts";
import { type CallPage, type CallView, listCalls } from "./list-calls.ts";

type Call = CallPage["calls"][number];

const number = (text: string | null) => (text === null ? null : Number(text));

const columns: readonly (readonly [name: string, cell: (call: Call) => string | number | null])[] = [
  ["call_id", ({ id }) => id],
  ["ringba_call_id", ({ ringba_call_id }) => ringba_call_id],
  ["started_at_utc", ({ start_time_utc }) => start_time_utc.toISOString()],
  ["ended_at_utc", ({ ended_at_utc }) => ended_at_utc.toISOString()],
  ["caller_number", ({ caller_number }) => caller_number],
  ["campaign", ({ campaign }) => campaign],
  ["vertical", ({ vertical }) => vertical],
  ["publisher", ({ publisher }) => publisher],
  ["buyer", ({ buyer }) => buyer],
  ["seconds", ({ seconds }) => seconds],
  ["revenue_usd", ({ revenue }) => number(revenue)],
  ["status", ({ status }) => status],
  ["reason", ({ skip_reason, processing_error }) => skip_reason ?? processing_error],
  ["severity", ({ severity }) => severity],
  ["flags", ({ flags }) => flags.map(({ name }) => name).join("; ")],
  ["verdict", ({ verdict }) => verdict],
  ["seconds_from_hang_up_to_flag", ({ flagged_after_seconds }) => flagged_after_seconds],
  ["ai_cost_usd", ({ cost_usd }) => number(cost_usd)],
  ["said", ({ hit }) => hit?.text ?? null],
  ["said_at_second", ({ hit }) => hit?.second ?? null],
];

const pageSize = 1000;
const withinMs = 5_000;

/** The calls of a view as a CSV file, in pieces. The next page is read when it is asked for: one is held at a time. */
export async function* exportCalls(db: Db, view: CallView): AsyncGenerator<string, void, void> {
  yield csvLine(columns.map(([name]) => name));
  for (let after: CallCursor | undefined, isOver = false; !isOver; ) {
    const { calls, next } = await listCalls(db, view, { after, size: pageSize, withinMs });
    yield calls.map((call) => csvLine(columns.map(([, cell]) => cell(call)))).join("");
    isOver = next === null;
    after = next ?? undefined;
  }
}
