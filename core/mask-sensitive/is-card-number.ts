/** Lengths by the first digits, as the card schemes issue them (ISO/IEC 7812 identifiers). */
const schemes: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(30[0-5]|309|36|3[89])/, [14, 16, 19]],
  [/^(6011|64[4-9]|65)/, [16, 19]],
  [/^35(2[89]|[3-8])/, [16, 19]],
  [/^62/, [16, 17, 18, 19]],
  [/^(50|5[6-9]|6[0137])/, [13, 14, 15, 16, 17, 18, 19]],
];

/** Whether digits have a card scheme's beginning and length and the check digit holds (Luhn, ISO/IEC 7812-1 annex B). */
export function isCardNumber(digits: string): boolean {
  return (
    schemes.some(([first, lengths]) => first.test(digits) && lengths.includes(digits.length)) && luhn(digits)
  );
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let back = 1; back <= digits.length; back += 1) {
    const digit = Number(digits[digits.length - back]);
    const doubled = back % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
