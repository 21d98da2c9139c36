import { keepHere, readKept } from "../../../../lib/kept-here.ts";
import type { RuleForm } from "./rule-state.ts";

/** What stands in the editor of a rule and is not on the server yet, over the version that its writer saw. */
export interface KeptText {
  version: number;
  form: RuleForm;
}

const keyOf = (place: string) => `rule-text:${place}`;

/** Keeps a person's text of a rule in the tab, so that leaving the page does not lose it; a tab without storage keeps nothing. */
export function keepText(place: string, { version, form }: KeptText): void {
  keepHere(keyOf(place), JSON.stringify({ version, form }), "tab");
}

export function keptText(place: string): KeptText | null {
  return JSON.parse(readKept(keyOf(place), "tab") ?? "null");
}

export function forgetText(place: string): void {
  keepHere(keyOf(place), null, "tab");
}
