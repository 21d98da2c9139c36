import type { Run } from "./find-runs.ts";
import { isCardNumber } from "./is-card-number.ts";
import type { Chain } from "./link-runs.ts";
import { splitCardTail, tailKinds } from "./split-card-tail.ts";
import type { SensitiveKind } from "./token.ts";
import type { Transcript } from "./transcript.ts";

/** Nothing but a card number has been read along where there are no more digits. */
const longestUsual = 16;

/** What was found so far, by word. */
export class Marks {
  readonly kinds: (SensitiveKind | null)[];
  /** The digits of each number found. */
  readonly numbers: { kind: SensitiveKind; digits: string; first: number; last: number }[] = [];
  readonly #transcript: Transcript;

  constructor(transcript: Transcript) {
    this.#transcript = transcript;
    this.kinds = transcript.tokens.map(() => null);
  }

  add(runs: readonly Run[], kind: SensitiveKind): void {
    for (const { first, last } of runs) this.kinds.fill(kind, first, last + 1);
    this.#remember(runs, kind, runs.map(({ digits }) => digits).join(""));
  }

  /** A card number, without the month and year and with the security code that were read along with it. */
  addCard(chain: Chain): void {
    const { tokens } = this.#transcript;
    const read = chain.runs.flatMap(({ first, last }) => tokens.slice(first, last + 1));
    const isOne = isCardNumber(chain.digits) || chain.digits.length <= longestUsual;
    const kinds: (SensitiveKind | null)[] = isOne ? read.map(() => "card" as const) : splitCardTail(read);
    for (const [at, token] of read.entries()) this.kinds[token.index] = kinds[at] ?? null;
    const digitsOf = (kind: SensitiveKind) =>
      read
        .filter((_, at) => kinds[at] === kind)
        .map(({ digits }) => digits)
        .join("");
    this.#remember(chain.runs, "card", digitsOf("card"));
    if (kinds.includes("cvv")) this.#remember(chain.runs, "cvv", digitsOf("cvv"));
    if (chain.digits !== chain.said) this.#remember(chain.runs, "card", chain.digits);
  }

  /** Security codes, without a month and year that were read along with them. */
  addCodes(runs: readonly Run[]): void {
    const { tokens } = this.#transcript;
    for (const run of runs) {
      const read = tokens.slice(run.first, run.last + 1);
      const kinds = (run.digits.length > 4 ? tailKinds(read) : null) ?? read.map(() => "cvv" as const);
      for (const [at, token] of read.entries()) this.kinds[token.index] = kinds[at] ?? null;
      this.#remember(
        [run],
        "cvv",
        read
          .filter((_, at) => kinds[at] === "cvv")
          .map(({ digits }) => digits)
          .join(""),
      );
    }
    if (runs.length > 1) this.#remember(runs, "cvv", runs.map(({ digits }) => digits).join(""));
  }

  has({ runs }: Chain): boolean {
    return runs.some(({ first, last }) => this.between(first, last));
  }

  /** Whether a word from `first` to `last` is marked. */
  between(first: number, last: number, kind: SensitiveKind | null = null): boolean {
    for (let at = Math.max(0, first); at <= last; at += 1) {
      const found = this.kinds[at] ?? null;
      if (found !== null && (kind === null || found === kind)) return true;
    }
    return false;
  }

  /** Whether a chain comes after a card number of the same speaker, with fillers, month and year between at most. */
  followsCard({ first, runs }: Chain, within: number): boolean {
    const { tokens, speakers } = this.#transcript;
    let other = 0;
    for (let at = first - 1; at >= 0; at -= 1) {
      const token = tokens[at];
      if (token === undefined) return false;
      if (this.kinds[at] === "card") return speakers[token.turn] === speakers[runs[0]?.turn ?? 0];
      const isExpiryTalk =
        /^(exp|expir\w*|date|security|secure|code|\d{1,2}|20\d\d|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)/.test(
          token.word,
        );
      if (token.role === "other" && !isExpiryTalk) return false;
      if (token.role !== "number") other += 1;
      if (other > within) return false;
    }
    return false;
  }

  #remember(runs: readonly Run[], kind: SensitiveKind, digits: string): void {
    this.numbers.push({ kind, digits, first: runs[0]?.first ?? 0, last: runs.at(-1)?.last ?? 0 });
  }
}
