import { forgetCompiled, patternCount } from "./compile-pattern.ts";
import { forgetLiterals } from "./literals.ts";
import { forgetNeeded } from "./needed-words.ts";

/** All rules that are built in have 2,100 patterns (21 MB); whoever writes one has a new one with each pause. */
const mostPatterns = 20_000;

/**
 * Forgets all compiled patterns where there are too many. They share one row of memory and the numbers of their words, so
 * that they go together; those that are still asked for are compiled again. Called between calls, where nobody holds one.
 */
export function forgetPatternsBeyond(most = mostPatterns): void {
  if (patternCount() <= most) return;
  forgetCompiled();
  forgetNeeded();
  forgetLiterals();
}
