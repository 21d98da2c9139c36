import { foldWords } from "./fold-words.ts";

/** What a person looks for: a caller's number, a call's own id, or words that were said. */
export type CallSearch =
  | { kind: "caller"; key: string }
  | { kind: "id"; id: string }
  /** `query` is for websearch_to_tsquery; `phrases` are the folded words that may be marked, one or more in a row each. */
  | { kind: "words"; query: string; phrases: string[][] };

const part = /(-?)(?:"([^"]*)"|([^\s"]+))/g;

/** Reads a search box: digits in any form are a caller, one long word with a digit is an id, the rest is words and "phrases". */
export function readSearch(typed: string): CallSearch | null {
  const text = typed.trim().slice(0, 200);
  const key = callerKey(text);
  if (key !== null) return { kind: "caller", key };
  if (/^[\w.:-]{12,}$/.test(text) && /\d/.test(text)) return { kind: "id", id: text };
  const query: string[] = [];
  const phrases: string[][] = [];
  for (const [, not = "", quoted, bare] of text.matchAll(part)) {
    const words = foldWords(quoted ?? bare ?? "").map(({ folded }) => folded);
    if (words.length === 0) continue;
    const isOr = bare?.toLowerCase() === "or" && not === "";
    if (isOr) query.push("or");
    else {
      // A word that the box took apart ("on-line") is looked for as a phrase, and a quoted "or" as a word.
      query.push(`${not}"${words.join(" ")}"`);
      if (not === "") phrases.push(words);
    }
  }
  return phrases.length === 0 ? null : { kind: "words", query: query.join(" "), phrases };
}

/** A number as `core.caller_key` compares it; null where the text is no number of a caller. */
export function callerKey(text: string): string | null {
  if (!/^[-+0-9 ().]+$/.test(text)) return null;
  const digits = text.replaceAll(/\D/g, "");
  const key = digits.length > 7 && digits.startsWith("1") ? digits.slice(1) : digits;
  return key.length >= 7 && key.length <= 15 ? key : null;
}
