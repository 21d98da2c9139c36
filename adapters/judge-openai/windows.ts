import { estimateTokens } from "./estimate-tokens.ts";
import type { TurnLine } from "./turn-lines.ts";

/** How many of the lines before it a window begins with again. */
const overlapLines = 20;
/** What a window repeats takes no more of it than these shares, so that more than half of it is new. */
const openingShare = 1 / 8;
const overlapShare = 1 / 4;
const lineShare = 1 / 4;

/** The longest line that a window of so many tokens is made for. */
export function longestLine(windowTokens: number): number {
  return Math.max(1, Math.floor(windowTokens * lineShare));
}

/**
 * Cuts a call into windows of at most `windowTokens` (estimated). Every line stands in one of them; a later window
 * begins with the call's opening lines, since what was said there (a disclaimer, who is speaking) holds for the whole
 * call, and with the end of the window before it. null stands for lines that are left out.
 */
export function windowsOf(lines: readonly TurnLine[], windowTokens: number): (TurnLine | null)[][] {
  const costs = lines.map(({ text }) => estimateTokens(text));
  const whole = costs.reduce((sum, cost) => sum + cost, 0);
  if (whole <= windowTokens) return [[...lines]];
  const opening = fitting(costs, windowTokens * openingShare);
  const windows: (TurnLine | null)[][] = [];
  let next = 0;
  while (next < lines.length) {
    const from =
      next -
      fitting(costs.slice(Math.max(0, next - overlapLines), next).reverse(), windowTokens * overlapShare);
    const repeated = windows.length === 0 ? 0 : Math.min(opening, from);
    const taken = sum(costs.slice(0, repeated)) + sum(costs.slice(from, next));
    const end = next + Math.max(1, fitting(costs.slice(next), windowTokens - taken));
    const gap = windows.length > 0 && from > repeated ? [null] : [];
    windows.push([...lines.slice(0, repeated), ...gap, ...lines.slice(from, end)]);
    next = end;
  }
  return windows;
}

/** How many of the first costs fit into the limit together. */
function fitting(costs: readonly number[], limit: number): number {
  let sum = 0;
  const over = costs.findIndex((cost) => {
    sum += cost;
    return sum > limit;
  });
  return over === -1 ? costs.length : over;
}

function sum(costs: readonly number[]): number {
  return costs.reduce((total, cost) => total + cost, 0);
}
