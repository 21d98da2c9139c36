import { expect, test } from "vitest";
import { ReviewInput } from "./review-calls.sql.ts";

const decision = {
  calls: [{ id: "019a0000-0000-7000-8000-000000000001", version: 0 }],
  verdict: "marked_safe",
  idempotencyKey: "a-key-of-a-tab",
};

test("a note is kept without what no text of the database holds", () => {
  expect(ReviewInput.parse({ ...decision, note: "a\0b \ud800" }).note).toBe("ab \ufffd");
});

test("a version that no call can have, or a key that cannot be kept, is no decision", () => {
  const calls = [{ ...decision.calls[0], version: 2 ** 40 }];
  expect(ReviewInput.safeParse({ ...decision, calls }).success).toBe(false);
  expect(ReviewInput.safeParse({ ...decision, idempotencyKey: "a-key\0-of-a-tab" }).success).toBe(false);
});
