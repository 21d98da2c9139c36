import type { Judge } from "@callscript/core/ports.ts";

/** A judge that finds nothing and costs nothing. */
export const kindJudge: Judge = {
  judge: async () => ({
    findings: [],
    model: "test",
    persuadable: false,
    tokensIn: 0,
    tokensCached: 0,
    tokensOut: 0,
    costUsd: "0",
  }),
};
