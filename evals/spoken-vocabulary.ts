import { soundex } from "./soundex.ts";

export interface SpokenVocabulary {
  /** Another word: one that sounds alike (Soundex), else one as often heard as it is said. */
  insteadOf(word: string, random: () => number): string;
}

/** The words of texts, by their sound. */
export function spokenVocabulary(texts: Iterable<string>): SpokenVocabulary {
  const said: string[] = [];
  const alike = new Map<string, Set<string>>();
  for (const text of texts) {
    for (const word of text.toLowerCase().match(/[a-z']+/g) ?? []) {
      said.push(word);
      const code = soundex(word) ?? "";
      const group = alike.get(code) ?? new Set();
      alike.set(code, group.add(word));
    }
  }
  return {
    insteadOf(word, random) {
      const plain = word.toLowerCase().replace(/[^a-z']/g, "");
      const group = [...(alike.get(soundex(word) ?? "") ?? [])].filter((one) => one !== plain);
      const from = group.length > 0 ? group : said;
      const at = Math.floor(random() * from.length);
      for (let step = 0; step < from.length; step += 1) {
        const one = from[(at + step) % from.length];
        if (one !== undefined && one !== plain) return one;
      }
      return word;
    },
  };
}
