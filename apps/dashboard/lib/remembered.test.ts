import { expect, test } from "vitest";
import { remembered } from "./remembered.ts";

test("an answer is kept for its time and read again after it", async () => {
  let time = 0;
  let reads = 0;
  const read = remembered(
    async () => ++reads,
    1_000,
    () => time,
  );
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  time = 999;
  expect(await read()).toBe(1);
  time = 1_000;
  expect(await read()).toBe(2);
});

test("a failure is told to those who waited for it and is not kept", async () => {
  let reads = 0;
  const read = remembered(async () => {
    reads += 1;
    if (reads === 1) throw new Error("gone");
    return reads;
  }, 1_000);
  const both = await Promise.allSettled([read(), read()]);
  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await read()).toBe(2);
});
