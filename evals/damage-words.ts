import type { SpokenVocabulary } from "./spoken-vocabulary.ts";

const fillers = ["uh", "um", "er", "like", "well"];

/**
 * Damages each word with the probability `share`, as recognition does: half are another word (one that sounds alike
 * where the set has one), a quarter is lost, the others get a filler before them, are split in two or run into the next.
 * Answers with the new text and how many words there were and were damaged.
 */
export function damageWords(
  text: string,
  share: number,
  random: () => number,
  vocabulary: SpokenVocabulary,
): { text: string; words: number; damaged: number } {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const heard: string[] = [];
  let damaged = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    if (random() >= share) {
      heard.push(word);
      continue;
    }
    damaged += 1;
    const kind = random();
    if (kind < 0.5) heard.push(vocabulary.insteadOf(word, random));
    else if (kind < 0.75) continue;
    else if (kind < 0.85) heard.push(fillers[Math.floor(random() * fillers.length)] ?? "uh", word);
    else if (word.length >= 6) {
      const cut = 2 + Math.floor(random() * (word.length - 3));
      heard.push(word.slice(0, cut), word.slice(cut));
    } else {
      at += 1;
      const next = words[at];
      // The last word has nothing to run into: it is lost.
      if (next !== undefined) heard.push(word + next);
    }
  }
  return { text: heard.join(" "), words: words.length, damaged };
}
