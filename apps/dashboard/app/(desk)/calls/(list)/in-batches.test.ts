import { expect, test } from "vitest";
import { inBatches } from "./in-batches.ts";

const ids = Array.from({ length: 1201 }, (_, at) => String(at));

test("each call is worked on once, in order, and progress ends with all", async () => {
  const seen: string[] = [];
  const progress: number[] = [];
  const sum = await inBatches(
    ids,
    async (batch) => {
      seen.push(...batch);
      return batch.length - 1;
    },
    (done) => progress.push(done),
  );
  expect(seen).toEqual(ids);
  expect(progress).toEqual([500, 1000, 1201]);
  expect(sum).toBe(1198);
});

test("what fails ends it, and what was done before stands", async () => {
  const progress: number[] = [];
  const work = inBatches(
    ids,
    async ([first]) => {
      if (first === "500") throw new Error("no connection");
      return 1;
    },
    (done) => progress.push(done),
  );
  await expect(work).rejects.toThrow("no connection");
  expect(progress).toEqual([500]);
});
