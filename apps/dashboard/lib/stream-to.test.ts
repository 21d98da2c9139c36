import { expect, test } from "vitest";
import { streamTo } from "./stream-to.ts";

const init = { status: 206, headers: { "content-type": "audio/wav" } };
function recording() {
  const seen = { cancelled: false };
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array([1, 2])),
    cancel: () => {
      seen.cancelled = true;
    },
  });
  return { seen, body };
}

test("whoever waits is given the stream", async () => {
  const { body, seen } = recording();
  const answer = await streamTo(new Request("http://localhost/audio"), body, init);
  expect([answer.status, answer.headers.get("content-type"), seen.cancelled]).toEqual([
    206,
    "audio/wav",
    false,
  ]);
  expect(answer.body).toBe(body);
});

test("for whoever has left nothing stays open", async () => {
  const { body, seen } = recording();
  const left = new Request("http://localhost/audio", { signal: AbortSignal.abort() });
  const answer = await streamTo(left, body, init);
  expect([answer.status, answer.body, seen.cancelled]).toEqual([499, null, true]);
});
