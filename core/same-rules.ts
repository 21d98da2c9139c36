import { Rule } from "./rule.ts";

/** true: the same rules in the same order, whatever the order of their fields and however defaults are written. */
export function sameRules(one: readonly Rule[], other: readonly Rule[]): boolean {
  return sameTexts(one.map(ruleText), other.map(ruleText));
}

/** The same, whenever the rules begin and end. */
export function sameButForDays(one: readonly Rule[], other: readonly Rule[]): boolean {
  return sameTexts(one.map(dayless), other.map(dayless));
}

const texts = new WeakMap<Rule, string>();
const daylessTexts = new WeakMap<Rule, string>();

/** A rule with every field in the order of its schema; read once of each, because the longest have 500 patterns. */
function ruleText(rule: Rule): string {
  const known = texts.get(rule);
  if (known !== undefined) return known;
  const text = JSON.stringify(Rule.parse(rule));
  texts.set(rule, text);
  return text;
}

function dayless(rule: Rule): string {
  const known = daylessTexts.get(rule);
  if (known !== undefined) return known;
  const text = JSON.stringify(Rule.parse({ ...rule, effective_from: "2000-01-01", effective_to: null }));
  daylessTexts.set(rule, text);
  return text;
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}
