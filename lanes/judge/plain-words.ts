import { lexicon } from "./address-lexicon.ts";

/** One word as it would be heard, whatever it was disguised as, with its place in the text. */
export interface PlainWord {
  word: string;
  start: number;
  end: number;
}

const invisible =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;
const lookalikes: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["аɑα", "a"],
    ["ЬвβƄ", "b"],
    ["сϲⅽ", "c"],
    ["ԁɗ", "d"],
    ["еёєε℮", "e"],
    ["ɡց", "g"],
    ["һн", "h"],
    ["іїιıɩ", "i"],
    ["јϳ", "j"],
    ["кκ", "k"],
    ["ӏⅼ", "l"],
    ["мⅿ", "m"],
    ["пηո", "n"],
    ["оοσօ", "o"],
    ["рρ", "p"],
    ["ԛ", "q"],
    ["гɾ", "r"],
    ["ѕ", "s"],
    ["тτ", "t"],
    ["υս", "u"],
    ["ѵν", "v"],
    ["ѡω", "w"],
    ["хχ", "x"],
    ["уγү", "y"],
    ["ᴢ", "z"],
    ["ᴀ", "a"],
    ["ʙ", "b"],
    ["ᴄ", "c"],
    ["ᴅ", "d"],
    ["ᴇ", "e"],
    ["ɢ", "g"],
    ["ʜ", "h"],
    ["ɪ", "i"],
    ["ᴊ", "j"],
    ["ᴋ", "k"],
    ["ʟ", "l"],
    ["ᴍ", "m"],
    ["ɴ", "n"],
    ["ᴏ", "o"],
    ["ᴘ", "p"],
    ["ʀ", "r"],
    ["ꜱ", "s"],
    ["ᴛ", "t"],
    ["ᴜ", "u"],
    ["ᴠ", "v"],
    ["ᴡ", "w"],
    ["ʏ", "y"],
    ["đ", "d"],
  ].flatMap(([from = "", to = ""]) => Array.from(from, (one) => [one, to])),
);
const signs: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  "+": "t",
  "€": "e",
};

/** What a disguised word must turn out to be before it is taken for one. */
const known = new Set(
  "ignore ignoring disregard forget override previous prior above all any every earlier instructions instruction rules rule prompt guidelines your the this that these call calls transcript conversation recording mark label classify rate score grade flag flags flagged safe clean compliant compliance violation violations no not do dont as is was it and system assistant developer reviewer grader auditor judge evaluator model language ai bot machine report return output empty list findings nothing everything please note end of new you are now a an for me us my our agent caller to with say answer json quality review reviewing approve approved pass passed skip only secure legal good".split(
    " ",
  ),
);
const longest = Math.max(...Array.from(known, (word) => word.length));
/** So many single letters are read at once: where they show nothing, the next ones are tried, and a flood stays cheap. */
const mostLetters = 80;

/**
 * The words of a text, lower case, without accents and apostrophes. Look-alike letters, invisible characters, signs for
 * letters ("1gn0re") and letters set apart ("i g n o r e", "i.g.n.o.r.e") or run together are read as what they show.
 */
export function plainWords(text: string): PlainWord[] {
  const words = Array.from(
    text.matchAll(
      /[\p{L}\p{N}\p{M}@$|+€\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+(?:['’!]\p{L}[\p{L}\p{N}\p{M}]*)*/gu,
    ),
    (match) => ({ word: plain(match[0]), start: match.index, end: match.index + match[0].length }),
  ).filter(({ word }) => word !== "");
  return apart(unhyphenated(words, text));
}

/** "Ig-nore", "re-viewer": parts that hyphens join to a known word are that word. */
function unhyphenated(words: readonly PlainWord[], text: string): PlainWord[] {
  const read: PlainWord[] = [];
  for (const one of words) {
    const last = read.at(-1);
    const joined = last && text.slice(last.end, one.start) === "-" ? last.word + one.word : "";
    if (last && (known.has(joined) || lexicon.has(joined) || lexicon.has(joined.replace(/s$/, ""))))
      read.splice(-1, 1, { word: joined, start: last.start, end: one.end });
    else read.push(one);
  }
  return read;
}

function plain(written: string): string {
  if (/^[a-z]+$/.test(written)) return written;
  const folded = written
    .normalize("NFKD")
    .replaceAll(invisible, "")
    .replaceAll(/[\p{M}'’]/gu, "");
  const latin = /\p{Script=Latin}/u.test(folded);
  const seen = (
    latin
      ? Array.from(folded, (one) => lookalikes[one] ?? lookalikes[one.toLowerCase()] ?? one).join("")
      : folded
  ).toLowerCase();
  if (!/[\d@$!|+€]/.test(seen) || !/\p{L}/u.test(seen)) return seen.replaceAll(/[^\p{L}\p{N}]/gu, "");
  const read = Array.from(seen, (one) => signs[one] ?? one).join("");
  for (const guess of [read, read.replaceAll("i", "l")]) if (known.has(guess)) return guess;
  return seen.replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/** Joins runs of single letters and parts what was run together, where known words come out. */
function apart(words: readonly PlainWord[]): PlainWord[] {
  const read: PlainWord[] = [];
  for (let at = 0; at < words.length; ) {
    let until = at;
    while (until < at + mostLetters && words[until]?.word.length === 1) until += 1;
    const [first, last] = [words[at], words[until - 1]];
    if (until - at >= 5 && first && last) {
      const letters = words
        .slice(at, until)
        .map(({ word }) => word)
        .join("");
      const parted = part(Array.from(letters, (one) => signs[one] ?? one).join(""));
      if (parted.length > 0) {
        read.push(...parted.map((word) => ({ word, start: first.start, end: last.end })));
        at = until;
        continue;
      }
    }
    const one = words[at];
    at += 1;
    if (one === undefined) continue;
    const parted = one.word.length >= 12 ? part(one.word) : [];
    if (parted.length > 1) read.push(...parted.map((word) => ({ ...one, word })));
    else read.push(one);
  }
  return read;
}

/** The known words that a run of letters is made of, left to right; none where they do not cover three quarters of it. */
function part(letters: string): string[] {
  const best: { covered: number; words: string[] }[] = [{ covered: 0, words: [] }];
  for (let end = 1; end <= letters.length; end += 1) {
    let most = best[end - 1] ?? { covered: 0, words: [] };
    for (let start = Math.max(0, end - longest); start < end - 1; start += 1) {
      const word = letters.slice(start, end);
      const before = best[start];
      if (before && known.has(word) && before.covered + word.length > most.covered)
        most = { covered: before.covered + word.length, words: [...before.words, word] };
    }
    best.push(most);
  }
  const { covered, words } = best[letters.length] ?? { covered: 0, words: [] };
  return words.some((word) => word.length >= 4) && covered >= letters.length * 0.75 ? words : [];
}
