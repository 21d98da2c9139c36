import { cueBefore } from "./find-cues.ts";
import type { Chain } from "./link-runs.ts";
import type { Marks } from "./marks.ts";
import type { Transcript } from "./transcript.ts";

/** Pieces of a number that is known by now: this many digits in a row are no chance, wherever they are said. */
const pieceOf = { card: 7, ssn: 5 } as const;
/** Nearby, when a group is asked for once more. */
const groupOf = 4;
const nearby = 80;
/** More digits than this in one reading are no number that somebody would say again. */
const longestNumber = 200;

/** Marks what is said again of the numbers that were found: read back, repeated, asked about. */
export function findRepeats({ cues }: Transcript, chains: readonly Chain[], marks: Marks): void {
  const pieces = new Map<string, "card" | "ssn">();
  const groups = new Map<string, { kind: "card" | "cvv" | "ssn"; at: number }[]>();
  for (const { kind, digits, first, last } of marks.numbers) {
    if (digits.length > longestNumber) continue;
    if (kind !== "cvv")
      for (let at = 0; at + pieceOf[kind] <= digits.length; at += 1)
        pieces.set(digits.slice(at, at + pieceOf[kind]), kind);
    const length = kind === "cvv" ? digits.length : groupOf;
    for (let at = 0; at + length <= digits.length; at += 1) {
      const group = digits.slice(at, at + length);
      const known = groups.get(group) ?? [];
      groups.set(group, known);
      known.push({ kind, at: first }, { kind, at: last });
    }
  }
  for (const chain of chains) {
    if (marks.has(chain)) continue;
    const { digits, first } = chain;
    const piece = pieceIn(digits, pieces);
    if (piece !== null) {
      marks.add(chain.runs, piece);
      continue;
    }
    const near = groups.get(digits)?.find(({ at }) => Math.abs(at - first) <= nearby);
    const named = cueBefore(cues, first, 12, [
      "phone",
      "zip",
      "date",
      "id",
      "price",
      "place",
      "expiry",
      "last_four",
    ]);
    if (near !== undefined && named === null) marks.add(chain.runs, near.kind);
  }
}

function pieceIn(digits: string, pieces: ReadonlyMap<string, "card" | "ssn">): "card" | "ssn" | null {
  for (let at = 0; at < digits.length; at += 1)
    for (const length of [pieceOf.card, pieceOf.ssn]) {
      const piece = digits.slice(at, at + length);
      if (piece.length === length && pieces.has(piece)) return pieces.get(piece) ?? null;
    }
  return null;
}
