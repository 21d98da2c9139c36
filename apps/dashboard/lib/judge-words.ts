import type { ReviewReason } from "@callscript/core/flag.ts";

/** Which judge spoke of a call, for who has to weigh its word. */
export function judgeWords(judgeModel: string | null): string {
  if (judgeModel === null) return "not judged yet";
  if (judgeModel === "facts") return "by measurement alone, no judge was asked";
  if (judgeModel === "phrases") return "by the phrase judge, which matches wording and not meaning";
  const [name = judgeModel] = judgeModel.split("@");
  return `by a language model, ${name.slice(name.indexOf("/") + 1)}`;
}

/** Why a call is put before a person, beside or instead of flags. */
export const reviewReasonWords: Readonly<Record<ReviewReason, { title: string; meaning: string }>> = {
  addresses_judge: {
    title: "Somebody on the call speaks to the judge",
    meaning:
      "Words in this transcript tell its judge what to find. What a language model said of the call counts neither way; flags that stand here were measured or matched by code.",
  },
  unverified_quote: {
    title: "A quote is not in the transcript",
    meaning:
      "The judge named a violation with words that do not stand in the line it cited. That flags nothing.",
  },
  unsure: {
    title: "The judge was unsure",
    meaning: "The transcript does not decide it. Listen to the call.",
  },
  rejudge_differs: {
    title: "Judged again, found otherwise",
    meaning:
      "Judged again since a person decided, and found otherwise. The decision stands until somebody undoes it.",
  },
  sample: {
    title: "Random sample of safe calls",
    meaning: "Found safe and drawn at random, so that what the judge misses can be measured.",
  },
};
