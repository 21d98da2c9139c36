import type { Anchor } from "./choose-anchors.ts";
import type { CompiledPattern } from "./compile-pattern.ts";
import type { PreparedTranscript } from "./prepared-transcript.ts";
import { isOneOf, type SaidWords, turnBit } from "./said-words.ts";

/** The positions, in some turns, at which a pattern's first word is said and one of its anchors as far on as it may be. */
export function likelyBeginnings(
  transcript: PreparedTranscript,
  said: SaidWords,
  pattern: CompiledPattern,
  turns: number,
): readonly number[] {
  const found: number[] = [];
  for (const anchor of pattern.anchors) {
    const places = said.places[anchor.literal];
    if (places !== undefined) addBeginnings(transcript, said, pattern, anchor, places, turns, found);
  }
  return found;
}

function addBeginnings(
  { turnOf, turnAt }: PreparedTranscript,
  { literals }: SaidWords,
  { opening }: CompiledPattern,
  { neighbours, least, most }: Anchor,
  places: readonly number[],
  turns: number,
  found: number[],
): void {
  let next = 0;
  for (const place of places) {
    const turn = turnOf[place] ?? 0;
    if ((turns & turnBit(turn)) === 0) continue;
    if (neighbours.length > 0 && !areSaid(literals, neighbours, place)) continue;
    const from = Math.max(next, turnAt[turn] ?? 0, place - most);
    for (let at = from; at <= place - least; at += 1) if (isOneOf(literals[at], opening)) found.push(at);
    next = Math.max(next, place - least + 1);
  }
}

function areSaid(literals: SaidWords["literals"], neighbours: Anchor["neighbours"], place: number): boolean {
  for (const { literal, distance } of neighbours) {
    if (!literals[place + distance]?.includes(literal)) return false;
  }
  return true;
}
