/** Spoken numbers, English and Spanish; each row begins at the number that is named before it. */
function counted(rows: readonly (readonly [first: number, step: number, words: string])[]) {
  return new Map(
    rows.flatMap(([first, step, words]) =>
      words.split(" ").map((word, at) => [word, String(first + at * step)] as const),
    ),
  );
}

/** One digit. */
export const digitWords = counted([
  [0, 1, "zero one two three four five six seven eight nine"],
  [0, 1, "zeros ones twos threes fours fives sixes sevens eights nines"],
  [0, 1, "cero uno dos tres cuatro cinco seis siete ocho nueve"],
  [0, 0, "zeroes nought naught aught ceros"],
  [9, 0, "niner"],
]);

/** Two digits that nothing is added to. */
export const teenWords = counted([
  [10, 1, "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"],
  [10, 0, "diez"],
  [12, 1, "doce trece catorce quince dieciséis diecisiete dieciocho diecinueve"],
  [16, 0, "dieciseis"],
  [20, 1, "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho"],
  [22, 1, "veintidos veintitres"],
  [26, 0, "veintiseis"],
  [29, 0, "veintinueve"],
]);

/** Two digits, the second of which a digit word may give: "forty one", "cuarenta y uno". */
export const tenWords = counted([
  [20, 10, "twenty thirty forty fifty sixty seventy eighty ninety"],
  [40, 0, "fourty"],
  [30, 10, "treinta cuarenta cincuenta sesenta setenta ochenta noventa"],
]);

/** How many times the next digit is said. */
export const timesWords = counted([
  [2, 0, "double doble twice dobles"],
  [3, 0, "triple treble"],
  [4, 0, "quadruple"],
]);

/** How many digits the number before it is moved up. */
export const scaleWords = counted([
  [2, 0, "hundred cien ciento"],
  [3, 0, "thousand mil"],
]);

/** Words that speech engines write for digits, and words that are digits among digits only. */
export const looseWords = counted([
  [0, 0, "oh o"],
  [1, 0, "won un una"],
  [2, 0, "to too"],
  [3, 0, "tree free"],
  [4, 0, "for fore"],
  [6, 0, "sex"],
  [8, 0, "ate"],
  [9, 0, "nein"],
  [11, 0, "once"],
]);
