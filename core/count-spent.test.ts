import { expect, test } from "vitest";
import { countSpent, RunLimitError } from "./count-spent.ts";
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

test("what a run may take is passed by nothing: a request waits for those under way, and is refused where that does not help", async () => {
  const open: Purse = { reserve: async () => ({ settle: async () => {}, release: async () => {} }) };
  const limited = countSpent(open, "0.0065");
  const { signal } = new AbortController();
  const [first, second] = [await limited.reserve(request, signal), await limited.reserve(request, signal)];
  let third: "waits" | "taken" = "waits";
  const taken = limited.reserve(request, signal).then((reservation) => {
    third = "taken";
    return reservation;
  });
  await Promise.resolve();
  expect(third).toBe("waits");
  await first.settle(took);
  const last = await taken;
  await second.settle({ ...took, costUsd: "0.003" });
  await last.settle({ ...took, costUsd: "0.003" });
  await expect(limited.reserve(request, signal)).rejects.toThrow(RunLimitError);
  expect(limited.spent().costUsd).toBe("0.0061");

  const stopped = new AbortController();
  const full = countSpent(open, "0.003");
  await full.reserve(request, signal);
  const waiting = full.reserve(request, stopped.signal);
  stopped.abort(new Error("told to stop"));
  await expect(waiting).rejects.toThrow("told to stop");
});
