import type { Rule } from "../rule.ts";
import { compilePatterns } from "./compile-pattern.ts";

const compiled = new WeakSet<Rule>();

/**
 * Compiles all patterns of rules, once for each. A call's words are looked up anew when there are patterns that were not
 * known before, so whoever tries many rules on a call compiles them first.
 */
export function compileRules(rules: readonly Rule[]): void {
  for (const rule of rules) {
    if (compiled.has(rule)) continue;
    for (const phrase of rule.phrases) {
      compilePatterns(phrase.any);
      compilePatterns(phrase.unless);
      compilePatterns(phrase.after);
      compilePatterns(phrase.unless_before);
      compilePatterns(phrase.unless_after);
      compilePatterns(phrase.followed_by);
      compilePatterns(phrase.unless_anywhere);
      compilePatterns(phrase.unless_reply);
    }
    if (rule.applies_if) compilePatterns(rule.applies_if.any);
    compiled.add(rule);
  }
}
