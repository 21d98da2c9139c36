/** A stretch of two texts: in both, only in the newer one, or only in the older one. */
export interface DiffPart {
  kind: "same" | "added" | "removed";
  text: string;
}

/** What is compared beyond this takes too long; the texts are then shown one after the other. */
const mostComparisons = 4_000_000;

/** Words, each with the space before it: a space alone is nothing that two texts have in common. */
const words = /\s*[\p{L}\p{N}'’]+|\s*[^\s]|\s+/gu;

/** What changed from one text to the other, in whole words. */
export function diffWords(before: string, after: string): DiffPart[] {
  return diffPieces(before.match(words) ?? [], after.match(words) ?? []);
}

/** The same in whole lines. */
export function diffLines(before: string, after: string): DiffPart[] {
  return diffPieces(before.match(/[^\n]*\n|[^\n]+/g) ?? [], after.match(/[^\n]*\n|[^\n]+/g) ?? []);
}

function diffPieces(before: readonly string[], after: readonly string[]): DiffPart[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  return joined([
    ...before.slice(0, start).map((text) => ({ kind: "same" as const, text })),
    ...(old.length * now.length > mostComparisons ? oneAfterTheOther(old, now) : longestCommon(old, now)),
    ...before.slice(before.length - end).map((text) => ({ kind: "same" as const, text })),
  ]);
}

function oneAfterTheOther(old: readonly string[], now: readonly string[]): DiffPart[] {
  return [
    ...old.map((text) => ({ kind: "removed" as const, text })),
    ...now.map((text) => ({ kind: "added" as const, text })),
  ];
}

/** By the longest row of pieces that both have in this order. */
function longestCommon(old: readonly string[], now: readonly string[]): DiffPart[] {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (one: number, other: number) => lengths[one * width + other] ?? 0;
  for (let one = old.length - 1; one >= 0; one -= 1)
    for (let other = now.length - 1; other >= 0; other -= 1)
      lengths[one * width + other] =
        old[one] === now[other]
          ? at(one + 1, other + 1) + 1
          : Math.max(at(one + 1, other), at(one, other + 1));
  const parts: DiffPart[] = [];
  let [one, other] = [0, 0];
  while (one < old.length || other < now.length) {
    const [was, is] = [old[one], now[other]];
    if (was !== undefined && was === is) {
      parts.push({ kind: "same", text: was });
      one += 1;
      other += 1;
    } else if (was !== undefined && (is === undefined || at(one + 1, other) >= at(one, other + 1))) {
      parts.push({ kind: "removed", text: was });
      one += 1;
    } else if (is !== undefined) {
      parts.push({ kind: "added", text: is });
      other += 1;
    }
  }
  return parts;
}

function joined(parts: readonly DiffPart[]): DiffPart[] {
  const made: DiffPart[] = [];
  for (const { kind, text } of parts) {
    const last = made.at(-1);
    if (last?.kind === kind) last.text += text;
    else made.push({ kind, text });
  }
  return made;
}
