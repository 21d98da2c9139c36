import { expect, test } from "vitest";
import { countSpent } from "./count-spent.ts";
import type { Purse, SpendRequest } from "./ports.ts";

const request: SpendRequest = {
  callId: null,
  purpose: "eval",
  model: "test",
  tokensAtMost: 900,
  usdAtMost: "0.003",
};
const took = { tokensIn: 500, tokensCached: 400, tokensOut: 20, costUsd: "0.0001" };

test("settled requests count with what they took, lost ones with their bound, refused ones with nothing", async () => {
  const done: string[] = [];
  const purse: Purse = {
    async reserve() {
      return {
        async settle() {
          done.push("settle");
        },
        async release() {
          done.push("release");
        },
      };
    },
  };
  const counted = countSpent(purse);
  const { signal } = new AbortController();
  await (await counted.reserve(request, signal)).settle(took);
  await (await counted.reserve(request, signal)).settle(took);
  await (await counted.reserve(request, signal)).release();
  await counted.reserve(request, signal);
  expect(counted.spent()).toEqual({
    tokensIn: 1_000,
    tokensCached: 800,
    tokensOut: 40,
    costUsd: "0.0032",
  });
  expect(done).toEqual(["settle", "settle", "release"]);
});
