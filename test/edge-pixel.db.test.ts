import { handOutIngestKey } from "@callscript/core/desk/hand-out-ingest-key.ts";
import { theCommandLine } from "@callscript/core/desk/the-command-line.ts";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { testDatabase } from "./support/database.ts";

const { db, sql, url } = await testDatabase();
vi.stubEnv("DATABASE_URL", url);
// The entry opens its pool as it is loaded.
const { default: pixel } = await import("../supabase/functions/pixel/index.ts");
const key =
  (await handOutIngestKey(db, { name: "edge", graceHours: null, actor: theCommandLine }))?.key ?? "";
const link = "https://media.ringba.com/recording-public?k=1";

afterAll(() => vi.unstubAllEnvs());
beforeEach(() => sql("truncate core.pixel_hints"));

async function send(body: string, headers: Record<string, string> = { "x-callscript-key": key }) {
  const answer = await pixel.fetch(new Request("http://edge.test/pixel", { method: "POST", body, headers }));
  return answer.status;
}
const hint = (fields: Record<string, string>) => JSON.stringify({ inbound_call_id: "RGB1", ...fields });
const kept = () =>
  sql("select ringba_call_id, recording_url, times from core.pixel_hints order by ringba_call_id");

test("a hint with a good key is kept, in either header, as JSON or a form", async () => {
  expect(await send(hint({ recording_url: link }))).toBe(202);
  expect(await kept()).toEqual([{ ringba_call_id: "RGB1", recording_url: link, times: 1 }]);
  const form = new URLSearchParams({ call_id: "RGB2" }).toString();
  expect(await send(form, { authorization: `Bearer ${key}` })).toBe(202);
  expect((await kept()).map((row) => row["ringba_call_id"])).toEqual(["RGB1", "RGB2"]);
});

test("no key, one of another shape and one that nobody made are refused, and nothing is kept", async () => {
  const strangers = [{}, { "x-callscript-key": "secret" }, { "x-callscript-key": `csk_${"k".repeat(43)}` }];
  for (const headers of strangers) expect(await send(hint({}), headers)).toBe(401);
  expect(await kept()).toEqual([]);
});

test("sent again it stays one hint, and keeps its link", async () => {
  for (const fields of [{ recording_url: link }, { recording_url: link }, {}])
    expect(await send(hint(fields))).toBe(202);
  expect(await kept()).toEqual([{ ringba_call_id: "RGB1", recording_url: link, times: 3 }]);
});

test("a body beyond 16 KiB is too large, and nothing is kept of it", async () => {
  expect(await send(hint({ recording_url: link, more: "x".repeat(16 * 1024) }))).toBe(413);
  expect(await kept()).toEqual([]);
});

test("a token that was not replaced is empty: no link, and without an id nothing", async () => {
  expect(await send(hint({ inbound_call_id: "[Call:InboundCallId]", recording_url: link }))).toBe(400);
  expect(await kept()).toEqual([]);
  expect(await send(hint({ recording_url: "[tag:Recording:RecordingUrl]" }))).toBe(202);
  expect(await kept()).toEqual([{ ringba_call_id: "RGB1", recording_url: null, times: 1 }]);
});
