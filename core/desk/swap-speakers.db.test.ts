import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { callOf, eventsOf, givenCall } from "../../test/support/given-calls.ts";
import { callDetail } from "./call.sql.ts";
import { requestRejudgeOfSwapped, swapSpeakers } from "./swap-speakers.sql.ts";

const database = await testDatabase();
const { sql } = database;
const web = openPool({ url: database.urlAs("callscript_web"), max: 2, applicationName: "test" });
afterAll(() => web.close());
await sql(
  `insert into app_auth."user" (id, name, email, "emailVerified", role) values ('r', 'Jon', 'jon@example.com', true, 'reviewer')`,
);
const jon = "jon@example.com";
const turn = (speaker: string, text: string) => ({ speaker, start: 1, end: 2, text });
const said = [turn("agent", "Hello."), turn("caller", "Hi."), turn("S1", "Beep.")];

async function judgedCall(columns: Record<string, unknown> = {}): Promise<string> {
  const id = await givenCall(database, {
    status: "flagged",
    qa_version: "General@1",
    transcript_segments: JSON.stringify(said),
    transcript_text: "agent: Hello.\ncaller: Hi.\nS1: Beep.",
    ...columns,
  });
  await sql(
    `insert into core.judgements (call_id, finding, flags, qa_version, judge_model, asked)
    values ($1, 'flagged', '[]', 'General@1', 'phrases', '{}')`,
    id,
  );
  return id;
}
const swap = async (id: string, swaps = 0) => (await swapSpeakers.run(web, id, swaps, jon))[0]?.outcome;
const detail = async (id: string) => (await callDetail.run(web, id))[0];

test("agent and caller change places in the turns, the text and the words; other voices stay", async () => {
  const id = await judgedCall();
  await sql("insert into core.call_words (call_id, words) values ($1, $2)", id, JSON.stringify(said));
  expect(await swap(id)).toBe("swapped");
  const call = await callOf(database, id);
  expect(call["transcript_segments"]).toEqual([
    turn("caller", "Hello."),
    turn("agent", "Hi."),
    turn("S1", "Beep."),
  ]);
  expect(call["transcript_text"]).toBe("caller: Hello.\nagent: Hi.\nS1: Beep.");
  const [words] = await sql("select words from core.call_words where call_id = $1", id);
  expect(words?.["words"]).toEqual(call["transcript_segments"]);
  expect(await sql("select actor from core.call_events where call_id = $1", id)).toEqual([{ actor: jon }]);
});

test("two who press at once swap once, and a second swap brings back what was", async () => {
  const id = await judgedCall();
  expect(await Promise.all([swap(id), swap(id)])).toEqual(expect.arrayContaining(["swapped", "conflict"]));
  expect(await detail(id)).toMatchObject({ swaps: 1, swaps_since_judged: 1 });
  expect(await swap(id, 1)).toBe("swapped");
  expect((await callOf(database, id))["transcript_segments"]).toEqual(said);
});

test("a call that a judge has in hand, or whose speakers nobody knows, is left alone", async () => {
  const held = await judgedCall({ locked_by: "judge-1", lease_expires_at: new Date(Date.now() + 60_000) });
  expect(await swap(held)).toBe("in_hand");
  const again = await judgedCall();
  await sql(
    `insert into core.rejudge_requests (batch, call_id, start_time_utc, requested_by, attempts, locked_by, lease_expires_at)
    values (gen_random_uuid(), $1, now(), 'x', 1, 'judge-1', now() + interval '1 minute')`,
    again,
  );
  expect(await swap(again)).toBe("in_hand");
  const one = await judgedCall({ transcript_segments: JSON.stringify([turn("unknown", "Hm.")]) });
  expect(await swap(one)).toBe("no_speakers");
  expect(await swap("019a0000-0000-7000-8000-000000000001")).toBe("gone");
  await expect(swapSpeakers.run(web, one, 0, "eve@example.com")).rejects.toThrow("only a person");
});

test("a swap waits for who is just claiming the call to be judged again, and then leaves it alone", async () => {
  const id = await judgedCall();
  await sql(
    `insert into core.rejudge_requests (batch, call_id, start_time_utc, requested_by)
    values (gen_random_uuid(), $1, now(), 'x')`,
    id,
  );
  let swapping: Promise<string | undefined> = Promise.resolve(undefined);
  await database.db.transaction(async (tx) => {
    await tx.rows("select from core.claim_rejudges('judge-1', 10)", []);
    swapping = swap(id);
    // Long enough to be past its look at the request, were it not to wait.
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  expect(await swapping).toBe("in_hand");
});

test("a reviewer has a call judged again for a swap, once, and no other call", async () => {
  const id = await judgedCall();
  const ask = async () => (await requestRejudgeOfSwapped.run(web, id, jon))[0]?.requested;
  expect(await ask()).toBe(false);
  await swap(id);
  expect(await ask()).toBe(true);
  expect(await ask()).toBe(false);
  expect(await eventsOf(database, id)).toEqual([
    "speakers_swapped flagged>flagged",
    "rejudge_requested flagged>flagged",
  ]);
});

test("a judgement after the swap is of the swapped labels", async () => {
  const id = await judgedCall();
  await swap(id);
  await sql(
    `insert into core.judgements (call_id, finding, flags, qa_version, judge_model, asked)
    values ($1, 'safe', '[]', 'General@1', 'phrases', '{}')`,
    id,
  );
  expect(await detail(id)).toMatchObject({ swaps: 1, swaps_since_judged: 0 });
});
