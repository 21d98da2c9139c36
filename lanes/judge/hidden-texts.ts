/** A text that stands in another one encoded, with the place it was hidden in. */
export interface HiddenText {
  text: string;
  from: number;
  to: number;
}

const worthLooking =
  /[^\s.,?!'’"“”-]{16}|[0-9a-f]{2}[\s:][0-9a-f]{2}[\s:][0-9a-f]{2}|[01]{8}|%[0-9a-f]{2}|&#|[\u{e0020}-\u{e007e}]/iu;
const readable = /^[\p{L}\p{N}\p{P}\p{Zs}\n]{8,}$/u;

/** What is readable in base64, hexadecimal, binary, percent signs, character references, invisible tags, rot13 or backwards. */
export function hiddenTexts(text: string): HiddenText[] {
  if (!worthLooking.test(text)) return [];
  const found: HiddenText[] = [];
  const add = (pattern: RegExp, decode: (written: string) => string | null) => {
    for (const { 0: written, index } of text.matchAll(pattern)) {
      const decoded = decode(written);
      if (decoded !== null && readable.test(decoded))
        found.push({ text: decoded, from: index, to: index + written.length });
    }
  };
  add(/[A-Za-z0-9+/_-]{16,}={0,2}/g, base64);
  add(/(?:[0-9a-f]{2}[\s:]?){8,}/gi, (hex) => fromBytes(hex.match(/[0-9a-f]{2}/gi) ?? [], 16));
  add(/(?:[01]{8}\s?){6,}/g, (bits) => fromBytes(bits.match(/[01]{8}/g) ?? [], 2));
  add(/[\u{e0020}-\u{e007e}]{8,}/gu, (tags) =>
    Array.from(tags, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0xe0020) - 0xe0000)).join(""),
  );
  add(/(?<!\S)\S*(?:%[0-9a-f]{2}\S*){3,}/gi, (written) =>
    written.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    ),
  );
  add(/(?:.{0,40}&#x?[0-9a-f]+;){3,}.{0,200}/gi, (written) =>
    written.replaceAll(/&#(x?)([0-9a-f]+);/gi, (_, x: string, digits: string) =>
      String.fromCodePoint(Math.min(0x10_ff_ff, Number.parseInt(digits, x === "" ? 10 : 16))),
    ),
  );
  return found;
}

const stems = [
  "ignor",
  "instruc",
  "disregard",
  "transcri",
  "complian",
  "violat",
  "prompt",
  "system",
  "review",
  "flag",
  "safe",
];
const turnedStems = new RegExp(stems.flatMap((stem) => [rot13(stem), backwards(stem)]).join("|"), "i");

/** The text under the disguises that keep its letters: each thirteen further, and backwards, as a whole or by words. */
export function turnedTexts(text: string): string[] {
  if (!turnedStems.test(text)) return [];
  return [rot13(text), backwards(text), text.replaceAll(/\p{L}+/gu, backwards)];
}

function rot13(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

function backwards(text: string): string {
  return Array.from(text).reverse().join("");
}

function base64(written: string): string | null {
  if (!/[a-z]/.test(written) || !/[A-Z]/.test(written)) return null;
  try {
    const bytes = Uint8Array.from(
      atob(written.replaceAll("-", "+").replaceAll("_", "/").replaceAll("=", "")),
      (one) => one.charCodeAt(0),
    );
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return null;
    throw error;
  }
}

function fromBytes(numbers: readonly string[], radix: number): string {
  return new TextDecoder().decode(Uint8Array.from(numbers, (one) => Number.parseInt(one, radix)));
}
