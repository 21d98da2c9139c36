import "server-only";
import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { lintRule } from "@callscript/adapters/rules-yaml/lint-rule.ts";
import { WrittenRule } from "@callscript/adapters/rules-yaml/written-pack.ts";
import type { DraftRule } from "@callscript/core/desk/draft-rule.ts";
import type { Vertical } from "@callscript/core/vertical.ts";
import type { FieldNote } from "./rule-state.ts";

/** Of a long list of notes, what a person mends first. */
const mostNotes = 20;

/** What `callscript rules lint` would say of one rule, by the fields of the editor. */
export async function lintDraftRule(rule: DraftRule, pack: Vertical): Promise<FieldNote[]> {
  const read = WrittenRule.safeParse(rule);
  if (!read.success)
    return read.error.issues
      .map(({ path, message }) => noteAt("fault", path, plainWords[String(path[0])] ?? message))
      .slice(0, mostNotes);
  const notes = await lintRule(read.data, pack, createPhraseJudge());
  return notes.map(({ level, path, message }) => noteAt(level, path, message)).slice(0, mostNotes);
}

/** What a field has to be, where the schema would say it in its own terms. */
const plainWords: Readonly<Record<string, string>> = {
  code: "Small letters, digits and _, beginning with a letter",
  name: "3 to 200 characters",
  question: "10 to 2,000 characters",
  effective_from: "A date",
  effective_to: "A date, or nothing",
};

const ofPrecheck = ["phrases", "facts", "applies_if"];

function noteAt(level: FieldNote["level"], path: readonly PropertyKey[], message: string): FieldNote {
  const [first = "", side, place] = path.map(String);
  if (ofPrecheck.includes(first))
    return { level, field: "precheck", message: `${path.join(".")} ${message}` };
  if (first === "examples") {
    const which = place === undefined ? "" : `Example ${Number(place) + 1} `;
    return { level, field: side ?? "flag", message: `${which}${message}` };
  }
  return { level, field: first, message };
}
