import type { Who } from "../rule.ts";
import type { Anchor } from "./choose-anchors.ts";
import type { CompiledPattern } from "./compile-pattern.ts";
import type { PreparedTranscript } from "./prepared-transcript.ts";
import { isOneOf, type SaidWords } from "./said-words.ts";

const nowhere: readonly number[] = [];

/** The positions at which a pattern's first word is said and one of its anchors as far on as it may be. */
export function likelyBeginnings(
  transcript: PreparedTranscript,
  said: SaidWords,
  pattern: CompiledPattern,
  by: Who,
): readonly number[] {
  const { anchors, anchorLiterals } = pattern;
  const placesOf = said.places[by];
  let found: number[] | null = null;
  for (let index = 0; index < anchorLiterals.length; index += 1) {
    const places = placesOf[anchorLiterals[index] ?? 0];
    const anchor = anchors[index];
    if (places === undefined || anchor === undefined) continue;
    found ??= [];
    addBeginnings(transcript, said, pattern, anchor, places, found);
  }
  return found ?? nowhere;
}

function addBeginnings(
  { turnOf, turnAt }: PreparedTranscript,
  { literals }: SaidWords,
  { opening }: CompiledPattern,
  { neighbours, least, most }: Anchor,
  places: readonly number[],
  found: number[],
): void {
  let next = 0;
  for (const place of places) {
    if (neighbours.length > 0 && !areSaid(literals, neighbours, place)) continue;
    const from = Math.max(next, turnAt[turnOf[place] ?? 0] ?? 0, place - most);
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
