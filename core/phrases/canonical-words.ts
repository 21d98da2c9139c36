/** One word as patterns see it, with the place in the text of the spoken word that it comes from. */
export interface CanonicalWord {
  word: string;
  start: number;
  end: number;
}

/** Short forms that neither ending below explains. */
const whole: Record<string, string> = {
  "can't": "can not",
  cannot: "can not",
  "won't": "will not",
  "shan't": "shall not",
  "ain't": "ain't not",
  "let's": "let us",
  "y'all": "you all",
  gonna: "going to",
  wanna: "want to",
  gotta: "got to",
  lemme: "let me",
  gimme: "give me",
  dunno: "do not know",
  em: "them",
  ya: "you",
  okay: "ok",
  yep: "yes",
  yup: "yes",
  yeah: "yes",
  nope: "no",
  nah: "no",
  naw: "no",
  yessir: "yes sir",
  telephone: "phone",
  telephoned: "phoned",
  telephoning: "phoning",
  tryna: "trying to",
  cuz: "because",
  ssn: "social security number",
};

/** After these, 's is "is"; after a name or a thing it may be whose it is, and stays. */
const withIs =
  /^(it|that|there|what|who|he|she|here|where|how|when|this|nobody|everybody|somebody|everyone|someone|anybody|anyone|something|everything|nothing)'s$/;

/** What recognisers write without the apostrophe; "its", "were", "well" and "ill" mean too much to be among them. */
const bare =
  "dont doesnt didnt isnt wasnt arent werent wouldnt couldnt shouldnt havent hasnt hadnt cant wont aint im ive youre youve theyre theyve thats whats theres";
for (const word of bare.split(" ")) {
  const apostrophe = word.replace(/(nt|m|ve|re|s)$/, (end) => (end === "nt" ? "n't" : `'${end}`));
  whole[word] = expandShort(apostrophe);
}

const units = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
for (const [value, word] of units.entries()) whole[String(value)] = word;

/** Letters and digits, with apostrophes inside. */
const spokenWord = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;

/** Sounds that carry no meaning and stand between words that do. */
const fillers = new Set(["uh", "um", "uhm", "er", "erm", "hm", "hmm", "mm"]);

/** "don't" as "do not", "we're" as "we are", "gonna" as "going to": a pattern need not list every spelling. */
function expandShort(word: string): string {
  const known = Object.hasOwn(whole, word) ? whole[word] : undefined;
  if (known !== undefined) return known;
  if (!word.includes("'")) return word;
  if (word.endsWith("n't")) return `${word.slice(0, -3)} not`;
  if (word.endsWith("'re")) return `${word.slice(0, -3)} are`;
  if (word.endsWith("'ve")) return `${word.slice(0, -3)} have`;
  if (word.endsWith("'ll")) return `${word.slice(0, -3)} will`;
  if (word.endsWith("'m")) return `${word.slice(0, -2)} am`;
  if (word.endsWith("'d")) return `${word.slice(0, -2)} would`;
  return withIs.test(word) ? `${word.slice(0, -2)} is` : word;
}

/**
 * The words of a text in the one spelling that patterns are matched on: short forms written out, digits up to twelve as
 * words, sounds such as "uh" left out, a word said twice in a row once.
 */
export function canonicalWords(text: string): CanonicalWord[] {
  const said: CanonicalWord[] = [];
  for (const { 0: spoken, index } of text.matchAll(spokenWord)) {
    for (const word of formOf(spoken)) {
      if (said.at(-1)?.word !== word) said.push({ word, start: index, end: index + spoken.length });
    }
  }
  return said;
}

const forms = new Map<string, readonly string[]>();
/** Names and numbers are without end; what recurs is short and comes early. */
const mostForms = 20_000;

/** A word as it stands in a text in canonical spelling: none for a sound. */
function formOf(spoken: string): readonly string[] {
  const known = forms.get(spoken);
  if (known) return known;
  const made = canonicalForm(spoken.toLowerCase()).filter((word) => !fillers.has(word));
  if (forms.size < mostForms) forms.set(spoken, made);
  return made;
}

/** A word of lower case in canonical spelling, which may be several words. */
export function canonicalForm(word: string): readonly string[] {
  return expandShort(word.replaceAll("’", "'")).split(" ");
}
