import { expect, test } from "vitest";
import { BodyTooLargeError, readLimited } from "./read-limited.ts";
import { retryAfterSeconds } from "./retry-after.ts";

test("reads text over chunk borders and stops an endless body at the limit", async () => {
  const euro = new TextEncoder().encode("€uro");
  const split = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(euro.slice(0, 1));
      controller.enqueue(euro.slice(1));
      controller.close();
    },
  });
  expect(await readLimited(split, 100)).toBe("€uro");

  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1000)),
    cancel: () => {
      cancelled = true;
    },
  });
  await expect(readLimited(endless, 10_000)).rejects.toThrow(BodyTooLargeError);
  expect(cancelled).toBe(true);
});

test("reads Retry-After as seconds or as a date, and nothing else", () => {
  expect(retryAfterSeconds("120")).toBe(120);
  expect(retryAfterSeconds("Tue, 24 Nov 2026 12:00:30 GMT", Date.UTC(2026, 10, 24, 12))).toBe(30);
  expect(retryAfterSeconds("Tue, 24 Nov 2026 11:00:00 GMT", Date.UTC(2026, 10, 24, 12))).toBe(0);
  expect(retryAfterSeconds("99999999")).toBe(86_400);
  expect(retryAfterSeconds("soon")).toBeUndefined();
  expect(retryAfterSeconds(null)).toBeUndefined();
});
