import { expect, test } from "vitest";
import { streamPieces } from "./stream-pieces.ts";

let made = 0;
let isOver = false;
async function* pieces(count: number): AsyncGenerator<string, void, void> {
  made = 0;
  isOver = false;
  try {
    for (; made < count; made += 1) yield `é${made}`;
  } finally {
    isOver = true;
  }
}
const here = new AbortController().signal;

test("every piece arrives, in order", async () => {
  expect(await new Response(streamPieces(pieces(3), here)).text()).toBe("é0é1é2");
});

test("who leaves is made no further piece", async () => {
  const reader = streamPieces(pieces(1000), here).getReader();
  await reader.read();
  await reader.cancel();
  expect(isOver).toBe(true);
  expect(made).toBeLessThan(3);
});

test("nothing is made for who has left already", async () => {
  const gone = new AbortController();
  gone.abort();
  expect(await new Response(streamPieces(pieces(1000), gone.signal)).text()).toBe("");
  expect(made).toBe(0);
});
