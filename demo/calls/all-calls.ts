import { badCalls } from "./bad-calls.ts";
import type { DemoCall } from "./demo-call.ts";
import { safeCalls } from "./safe-calls.ts";

/** Every demo call, bad and safe in turn, so that both kinds arrive from the start. */
export const allCalls: readonly DemoCall[] = interleave(badCalls, safeCalls);

function interleave(a: readonly DemoCall[], b: readonly DemoCall[]): DemoCall[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => [a[index], b[index]])
    .flat()
    .filter((one) => one !== undefined);
}

/** All words that the calls say, in the order of their first use. */
export function wordsOfCalls(): string[] {
  return [...new Set(allCalls.flatMap((call) => call.turns.flatMap((turn) => turn.text.split(" "))))];
}
