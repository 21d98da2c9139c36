import type { TestDatabase } from "./database.ts";

let made = 0;

/** Inserts a call as it would stand in `status`, with the columns given; answers with its id. */
export async function givenCall(
  database: TestDatabase,
  columns: Record<string, unknown> = {},
): Promise<string> {
  made += 1;
  const row: Record<string, unknown> = {
    ringba_call_id: `RGB${made}`,
    start_time_utc: new Date(Date.UTC(2026, 10, 20, 12, 0, made)),
    audio_url: "https://media.ringba.com/recording-public?v=v1&k=x",
    ...columns,
  };
  const status = row["status"] ?? "pending";
  if (status !== "pending" && row["storage_path"] === undefined)
    row["storage_path"] = `recordings/${made}.mp3`;
  const names = Object.keys(row);
  const [call] = await database.sql(
    `insert into core.calls (${names.join(", ")}) values (${names.map((_, index) => `$${index + 1}`).join(", ")}) returning id`,
    ...Object.values(row),
  );
  return String(call?.["id"]);
}

export async function callOf(database: TestDatabase, id: string): Promise<Record<string, unknown>> {
  const [call] = await database.sql("select * from core.calls where id = $1", id);
  if (!call) throw new Error(`no call ${id}`);
  return call;
}

export async function eventsOf(database: TestDatabase, id: string): Promise<string[]> {
  const rows = await database.sql(
    "select kind, from_status, to_status from core.call_events where call_id = $1 order by id",
    id,
  );
  return rows.map(({ kind, from_status, to_status }) => `${kind} ${from_status ?? ""}>${to_status ?? ""}`);
}

/** A calls table with nothing in it and every lane running: tests of one file share a database. */
export async function clearCalls({ sql }: TestDatabase): Promise<void> {
  await sql(
    "truncate core.calls, core.campaigns, core.call_events, core.judgements, core.reviews, core.call_words, core.call_peaks cascade",
  );
  await sql(
    "update core.lanes set paused = false, pause_kind = null, reason = null, paused_at_utc = null, next_probe_at = null, probe_seconds = null, last_success_at = null",
  );
}
