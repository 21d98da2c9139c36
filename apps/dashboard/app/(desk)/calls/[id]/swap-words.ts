type Outcome = "swapped" | "in_hand" | "conflict" | "no_speakers" | "gone";

const words: Record<Outcome, string | null> = {
  swapped: null,
  in_hand: "Not swapped: a judge has this call in hand. Try again in a minute.",
  conflict: "Somebody else swapped them just now. Nothing was changed.",
  no_speakers: "Not swapped: nobody in this transcript is known as agent or caller.",
  gone: "Not swapped: there is no such call any more.",
};

/** Why agent and caller were not swapped; null where they were. */
export function swapWords(outcome: Outcome): string | null {
  return words[outcome];
}
