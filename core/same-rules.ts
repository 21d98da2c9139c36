import { Rule } from "./rule.ts";

/** true: the same rules in the same order, whatever the order of their fields and however defaults are written. */
export function sameRules(one: readonly Rule[], other: readonly Rule[]): boolean {
  return JSON.stringify(one.map(canonical)) === JSON.stringify(other.map(canonical));
}

/** A rule with every field in the order of its schema. */
function canonical(rule: Rule): Rule {
  return Rule.parse(rule);
}
