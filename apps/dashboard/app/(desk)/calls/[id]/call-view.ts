import type { Flag } from "@callscript/core/flag.ts";

/** One turn of the transcript as it is shown. */
export interface Line {
  speaker: string;
  start: number | null;
  end: number | null;
  text: string;
  /** When each of its words begins, in hundredths of a second (-1: nobody knows); null where the engine gave no word times. */
  starts: number[] | null;
  /** The places of words that were not surely heard. */
  unsure: number[];
}

/** A rule as it was asked. */
export interface RuleText {
  code: string;
  question: string;
  pack: string;
  version: string;
  effective_from: string;
}

/** What a person said of a flag. */
export interface FlagOpinionShown {
  code: string;
  opinion: "wrong" | "right";
  by: string;
}

/** What a judge found in a call, and what people said of it. */
export interface Finding {
  /** Names the judgement; null before the first. */
  judgement: string | null;
  version: string | null;
  /** "by a language model, gpt-4o-mini". */
  judge: string;
  judgedOn: string | null;
  flags: Flag[];
  rules: RuleText[];
  asked: string[];
  notApplicable: string[];
  doubts: {
    code: string;
    why: "unsure" | "unverified_quote";
    reason: string;
    quote: string | null;
    turn: number | null;
  }[];
  review: { title: string; meaning: string } | null;
  /** The flags were found before agent and caller were swapped. */
  isBeforeSwap: boolean;
}
