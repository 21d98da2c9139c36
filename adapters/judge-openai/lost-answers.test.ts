import type { ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { type OpenAiServer, openAiServer } from "../../test/fakes/openai-server.ts";
import { inputOf, judgeAt, ruleOf, signal, watchedPurse } from "../../test/support/openai-judge.ts";
import { portFailure } from "../../test/support/port-failure.ts";

const input = inputOf([{ start: 1, text: "hello there" }], [ruleOf("agent_abusive")]);

let server: OpenAiServer | undefined;
afterEach(() => server?.close());

async function lost(reply: (response: ServerResponse) => void, timeoutMs = 5_000) {
  server = await openAiServer(() => reply);
  const { purse, steps } = watchedPurse();
  const failure = await portFailure(judgeAt(server.baseUrl, { purse, timeoutMs }).judge(input, signal()));
  return { failure, steps: steps() };
}
const head = (response: ServerResponse, more = {}) =>
  response.writeHead(200, { "content-type": "application/json", ...more });
const half = '{"id":"chatcmpl-1","choices":[{"index":0,"message":{"role":"assistant","content":"{\\"find';

test.each<[string, (response: ServerResponse) => void, string, number?]>([
  ["no first byte in time", () => undefined, "did not answer within 0.15 s", 150],
  [
    "an answer that stops coming",
    (response) => void head(response).write(half),
    "did not answer within 0.15 s",
    150,
  ],
  ["a connection torn before the answer", (response) => void response.destroy(), "out of reach"],
  [
    "a stream cut off between chunks",
    (response) => void head(response).write(half, () => response.destroy()),
    "out of reach",
  ],
  [
    "a body shorter than it was announced",
    (response) => void head(response, { "content-length": "900" }).write(half, () => response.destroy()),
    "out of reach",
  ],
])("%s: an outage, and what was set aside stands", async (_, reply, words, timeoutMs) => {
  const { failure, steps } = await lost(reply, timeoutMs);
  expect(failure).toMatchObject({ kind: "transient", reason: expect.stringContaining(words) });
  expect(steps).toEqual(["reserve"]);
});

test("nobody listens: an outage that costs nothing, since nothing was sent", async () => {
  server = await openAiServer(() => ({ findings: [] }));
  await server.close();
  const { purse, steps } = watchedPurse();
  const failure = await portFailure(judgeAt(server.baseUrl, { purse }).judge(input, signal()));
  expect(failure).toMatchObject({
    kind: "transient",
    reason: "the judge's endpoint is out of reach (ECONNREFUSED)",
  });
  expect(steps()).toEqual(["reserve", "release"]);
});

test("an endless answer is cut off", async () => {
  const { failure, steps } = await lost((response) => {
    head(response);
    const chunk = "x".repeat(100_000);
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", pour);
    pour();
  });
  expect(failure).toMatchObject({ kind: "call", reason: expect.stringContaining("too large") });
  expect(steps).toEqual(["reserve"]);
});

test("blank lines that keep a slow answer alive are no part of it", async () => {
  server = await openAiServer(() => (response) => {
    head(response).write("\n\n");
    response.end('{"choices":[{"message":{"content":"{\\"findings\\":[]}"},"finish_reason":"stop"}]}');
  });
  const { purse, done, steps } = watchedPurse();
  const answer = await judgeAt(server.baseUrl, { purse }).judge(input, signal());
  expect(answer.findings).toEqual([]);
  // It does not say what it took: at most the bound, which stands unsettled.
  const bound = done[0]?.request;
  expect(answer.tokensIn + answer.tokensOut).toBe(bound?.tokensAtMost);
  expect(answer.costUsd).toBe(bound?.usdAtMost);
  expect(steps()).toEqual(["reserve"]);
});

test.each<[string, unknown]>([
  ["null", null],
  ["without numbers", { prompt_tokens: null, completion_tokens: null, total_tokens: 0 }],
  ["zeros", { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }],
])("usage that is %s is the bound, and is not settled", async (_, usage) => {
  server = await openAiServer(() => ({ content: '{"findings":[]}', usage }));
  const { purse, done, steps } = watchedPurse();
  const answer = await judgeAt(server.baseUrl, { purse }).judge(input, signal());
  expect(answer.costUsd).toBe(done[0]?.request?.usdAtMost);
  expect(steps()).toEqual(["reserve"]);
});

test.each<[string, unknown, number, number]>([
  // vllm, entrypoints/openai/engine/protocol.py: UsageInfo
  [
    "vLLM's, without details",
    { prompt_tokens: 2_000, total_tokens: 2_100, completion_tokens: 100, prompt_tokens_details: null },
    0,
    0.00036,
  ],
  [
    "OpenAI's, with cached tokens",
    {
      prompt_tokens: 2_000,
      completion_tokens: 100,
      total_tokens: 2_100,
      prompt_tokens_details: { cached_tokens: 1_536, audio_tokens: 0 },
    },
    1_536,
    0.0002448,
  ],
  [
    "one with more cached than asked",
    { prompt_tokens: 2_000, completion_tokens: 100, prompt_tokens_details: { cached_tokens: 9_999 } },
    2_000,
    0.00021,
  ],
])("usage: %s", async (_, usage, tokensCached, dollars) => {
  server = await openAiServer(() => ({ content: '{"findings":[]}', usage }));
  const answer = await judgeAt(server.baseUrl, { purse: watchedPurse().purse }).judge(input, signal());
  expect(answer).toMatchObject({ tokensIn: 2_000, tokensCached, tokensOut: 100 });
  expect(Number(answer.costUsd)).toBe(dollars);
});

test("what is set aside is never less than what the endpoint then counts", async () => {
  server = await openAiServer(() => ({ findings: [] }));
  const { purse, done } = watchedPurse();
  const judge = judgeAt(server.baseUrl, { purse });
  for (const text of ["a b c d e f g 1 2 3", "😀👩‍👩‍👧 ሰላም ስለ ጤና", "\u0000\ud800 x", "yes ".repeat(3_000)])
    await judge.judge(inputOf([{ start: 0, text }], [ruleOf("agent_abusive")]), signal());
  for (let index = 0; index < done.length; index += 2) {
    const [reserved, settled] = [done[index]?.request, done[index + 1]?.spent];
    expect(settled?.tokensIn).toBeLessThan((reserved?.tokensAtMost ?? 0) - 1_000);
    expect(Number(settled?.costUsd)).toBeLessThan(Number(reserved?.usdAtMost));
  }
  expect(done).toHaveLength(8);
});

test("a stop is a stop, and a purse without room asks nothing", async () => {
  server = await openAiServer(() => () => undefined);
  const { purse, steps } = watchedPurse();
  const controller = new AbortController();
  const asked = judgeAt(server.baseUrl, { purse }).judge(input, controller.signal);
  controller.abort(new Error("stopping"));
  await expect(asked).rejects.toThrow("stopping");
  expect(steps()).toEqual(["reserve"]);
  const broke = { reserve: () => Promise.reject(new Error("no money")) };
  const before = server.requests.length;
  await expect(judgeAt(server.baseUrl, { purse: broke }).judge(input, signal())).rejects.toThrow("no money");
  expect(server.requests).toHaveLength(before);
});
