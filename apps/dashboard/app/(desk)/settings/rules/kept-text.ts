import type { RuleForm } from "./rule-state.ts";

/** What stands in the editor of a rule and is not on the server yet, over the version that its writer saw. */
export interface KeptText {
  version: number;
  form: RuleForm;
}

const keyOf = (place: string) => `rule-text:${place}`;

/** Keeps a person's text of a rule in the tab, so that leaving the page does not lose it; a tab without storage keeps nothing. */
export function keepText(place: string, { version, form }: KeptText): void {
  try {
    sessionStorage.setItem(keyOf(place), JSON.stringify({ version, form }));
  } catch {}
}

export function keptText(place: string): KeptText | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(place)) ?? "null");
  } catch {
    return null;
  }
}

export function forgetText(place: string): void {
  try {
    sessionStorage.removeItem(keyOf(place));
  } catch {}
}
