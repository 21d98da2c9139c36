import { Findings, type ModelFinding } from "./answer-schema.ts";
import { type Completion, parseJson } from "./completion.ts";

/** The findings of an answer, and what is wrong with it: a fault is told to the model once. */
export interface ReadAnswer {
  /** Those that can be used; null where nothing can. */
  findings: ModelFinding[] | null;
  /** "its answer was cut off", or null. */
  fault: string | null;
  content: string;
}

/** @param completion null: what came is no completion at all */
export function readAnswer(completion: Completion | null, codes: readonly string[]): ReadAnswer {
  const choice = completion?.choices?.[0];
  const content = choice?.message?.content ?? "";
  const unusable = (fault: string) => ({ findings: null, fault, content });
  if (!choice) return unusable("the endpoint answered with something else than a completion");
  if (choice.message?.refusal) return unusable("the model refused to answer");
  if (choice.finish_reason === "content_filter")
    return unusable("the answer was held back by a content filter");
  if (choice.finish_reason === "length") return unusable("the answer was cut off for its length");
  if (content.trim() === "") return unusable("the answer was empty");
  const json = parseJson(withoutWrapping(content));
  if (json === undefined) return unusable("the answer was not JSON");
  const parsed = Findings.safeParse(json);
  if (!parsed.success) return unusable("the answer had another shape than was asked for");
  const known = parsed.data.findings.filter(({ code }) => codes.includes(code));
  const strange = known.length < parsed.data.findings.length;
  return { findings: known, fault: strange ? "the answer named codes that were not asked" : null, content };
}

/**
 * Models without structured outputs put their thoughts before the answer, or one code fence around it; what is inside is
 * still parsed strictly. Anything else around it is a fault.
 */
function withoutWrapping(content: string): string {
  const answer = content.replace(/^\s*<think>[\s\S]*?<\/think>/, "").trim();
  const [, fenced] = /^[^`{]*```(?:json)?\s*\n([\s\S]*?)\n\s*```[^`{]*$/.exec(answer) ?? [];
  return fenced ?? answer;
}
