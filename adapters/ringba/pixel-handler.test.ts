import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createPixelHandler, type Hint } from "./pixel-handler.ts";

const key = `csk_${"Aa0_-".repeat(8)}xyz`;
const url = "https://hooks.example/hooks/ringba";

function given({ good = true, fails = null as Error | null } = {}) {
  const taken: Hint[] = [];
  const said: unknown[] = [];
  const say = (message: string, fields?: unknown) => void said.push(message, fields);
  const handle = createPixelHandler({
    async take(hint) {
      if (fails) throw fails;
      taken.push(hint);
      return good;
    },
    log: { info: say, warn: say, error: say },
  });
  const post = async (
    body: string,
    headers: Record<string, string> = { "x-callscript-key": key },
    at = url,
  ) => {
    const response = await handle(new Request(at, { method: "POST", body, headers }));
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return { handle, post, taken, said };
}

test("keeps the key's hash, the call and the claimed link, and nothing else", async () => {
  const { post, taken } = given();
  const { status, body } = await post(
    JSON.stringify({
      inbound_call_id: "RGB1",
      recording_url: "https://media.ringba.com/r",
      caller: "+15550100123",
    }),
  );
  expect([status, body]).toEqual([202, { ok: true }]);
  expect(taken).toEqual([
    {
      keyHash: createHash("sha256").update(key).digest("hex"),
      providerCallId: "RGB1",
      recordingUrl: "https://media.ringba.com/r",
    },
  ]);
});

test.each([
  ["no key", {}, url],
  ["an empty one", { "x-callscript-key": " " }, url],
  ["one of another shape", { "x-callscript-key": "secret" }, url],
  ["one in the address", {}, `${url}?key=${key}&x-callscript-key=${key}`],
  ["another kind of authorization", { authorization: `Basic ${key}` }, url],
])("%s: refused without asking the database", async (_what, headers, at) => {
  const { post, taken } = given();
  const { status, body } = await post('{"call_id":"RGB1"}', headers, at);
  expect([status, taken]).toEqual([401, []]);
  expect(body).toEqual({ error: expect.stringContaining("callscript ingest-key create") });
});

test("a key that the database does not know is refused, whatever the body says", async () => {
  for (const body of ['{"call_id":"RGB1"}', "{", "", "x".repeat(20_000)]) {
    const { post } = given({ good: false });
    expect((await post(body)).status).toBe(401);
  }
});

test("a body that says nothing is refused with what to do, and nothing is kept of it", async () => {
  const { post, taken } = given();
  expect(
    await post('{"inbound_call_id":"[Call:InboundCallId]","recording_url":"https://x.test/r"}'),
  ).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining('"inbound_call_id"') },
  });
  expect((await post("{")).status).toBe(400);
  expect((await post("x".repeat(16 * 1024 + 1))).status).toBe(413);
  expect(taken.map((hint) => hint.providerCallId)).toEqual([null, null, null]);
});

test("a failure is 503, said once in ten seconds, without key, link or call", async () => {
  const { post, said } = given({ fails: new Error("out of memory") });
  const body = JSON.stringify({ call_id: "RGB1", recording_url: "https://x.test/r" });
  for (let time = 0; time < 3; time += 1) {
    const { status, headers } = await post(body);
    expect([status, headers.get("retry-after")]).toEqual([503, "5"]);
  }
  expect(said).toEqual(["pixel not kept", { failure: "call", reason: "out of memory" }]);
});

test.each(["GET", "PUT", "DELETE"])("%s is not how a pixel comes", async (method) => {
  const { handle, taken } = given();
  const response = await handle(new Request(url, { method, headers: { "x-callscript-key": key } }));
  expect([response.status, response.headers.get("allow"), taken]).toEqual([405, "POST", []]);
});
