import { commonWords } from "./common-words.ts";
import { type Literal, literalNumber } from "./literals.ts";
import { gapWords, isNeeded, type ParsedGroup } from "./parse-pattern.ts";

/**
 * A literal that may show where a match is, with its neighbours in its alternative by their distance, and how many words
 * before it the match begins, at least and at most.
 */
export interface Anchor {
  literal: number;
  neighbours: readonly { literal: number; distance: number }[];
  least: number;
  most: number;
}

/**
 * What every match of a pattern holds: one anchor of each list, which are those of a needed group, one word of each of its
 * alternatives. The list of whose words the fewest are likely to be said comes first.
 */
export function chooseAnchors(groups: readonly ParsedGroup[]): readonly (readonly Anchor[])[] {
  const lists: { weight: number; anchors: readonly Anchor[] }[] = [];
  let [least, most] = [0, 0];
  for (const group of groups) {
    const { alternatives, optional } = group;
    if (isNeeded(group)) {
      const found = alternatives.map((parts) => anchorIn(parts, least, most));
      const weight = found.reduce((sum, one) => sum + one.weight, 0);
      lists.push({ weight, anchors: found.flatMap((one) => one.anchors) });
    }
    const lengths = alternatives.map(lengthsOf);
    if (!optional) least += Math.min(...lengths.map((length) => length.least));
    most += Math.max(0, ...lengths.map((length) => length.most));
  }
  return lists.sort((one, other) => one.weight - other.weight).map(({ anchors }) => anchors);
}

/** The rarest word of an alternative. */
function anchorIn(parts: readonly (Literal | "gap")[], least: number, most: number) {
  const words = parts.filter((part) => part !== "gap");
  const weights = words.map(weightOf);
  const weight = Math.min(...weights);
  const chosen = words[weights.indexOf(weight)];
  if (chosen === undefined) return { weight, anchors: [] };
  const place = parts.indexOf(chosen);
  const before = lengthsOf(parts.slice(0, place));
  const [gapBefore, gapAfter] = [parts.lastIndexOf("gap", place), parts.indexOf("gap", place)];
  const beside = parts.slice(gapBefore + 1, gapAfter < 0 ? parts.length : gapAfter);
  const neighbours = beside.flatMap((part, index) => {
    const distance = gapBefore + 1 + index - place;
    return part === "gap" || distance === 0 ? [] : [{ literal: literalNumber(part), distance }];
  });
  const literal = literalNumber(chosen);
  return {
    weight,
    anchors: [{ literal, neighbours, least: least + before.least, most: most + before.most }],
  };
}

const ranks = new Map(commonWords.map((word, rank) => [word, rank]));

/** How often a word is said, against one that is not common: by its rank (Zipf's law). */
function weightOf({ word }: Literal): number {
  const rank = ranks.get(word);
  return rank === undefined ? 1 : 500 / (rank + 10);
}

function lengthsOf(parts: readonly (Literal | "gap")[]): { least: number; most: number } {
  const gaps = parts.filter((part) => part === "gap").length;
  const words = parts.length - gaps;
  return { least: words, most: words + gaps * gapWords };
}
