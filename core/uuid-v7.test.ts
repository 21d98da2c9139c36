import { expect, test } from "vitest";
import { uuidV7 } from "./uuid-v7.ts";

test("carries the milliseconds, the version and the variant", () => {
  const nowMs = Date.UTC(2026, 10, 24, 12, 34, 56, 789);
  const id = uuidV7(nowMs);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(nowMs);
});

test("sorts by time and never repeats", () => {
  const ids = Array.from({ length: 1000 }, (_, index) => uuidV7(1_700_000_000_000 + index));
  expect([...ids].sort()).toEqual(ids);
  expect(new Set(Array.from({ length: 10_000 }, () => uuidV7(1))).size).toBe(10_000);
});
