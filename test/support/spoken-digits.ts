const values = new Map<string, string>();
const learn = (words: string, first: number, step = 1) => {
  for (const [at, word] of words.split(" ").entries()) values.set(word, String(first + at * step));
};
learn(
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
  0,
);
learn("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10);
learn("cero uno dos tres cuatro cinco seis siete ocho nueve diez", 0);
learn("oh o nought", 0, 0);

/** All digits of a text in order, spoken ones too: what somebody could put together again from it. Not the masker's own reading. */
export function spokenDigits(text: string): string {
  const words = text.toLowerCase().match(/[a-zé]+|\d+/g) ?? [];
  let digits = "";
  let times = 1;
  for (const [at, word] of words.entries()) {
    if (word === "double" || word === "triple") {
      times = word === "double" ? 2 : 3;
      continue;
    }
    const value = /^\d/.test(word) ? word : values.get(word);
    if (value !== undefined) {
      const next = values.get(words[at + 1] ?? "");
      const joins =
        Number(value) >= 20 && value.endsWith("0") && !/^\d/.test(word) && next?.length === 1 && next !== "0";
      digits += (joins ? value.slice(0, 1) : value).repeat(times);
    }
    times = 1;
  }
  return digits;
}

/** Whether `length` digits in a row of a number are among the digits of a text. */
export function holdsPiece(text: string, digits: string, length: number): boolean {
  const left = spokenDigits(text);
  for (let at = 0; at + length <= digits.length; at += 1)
    if (left.includes(digits.slice(at, at + length))) return true;
  return false;
}
