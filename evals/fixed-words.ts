/**
 * Words that every match of a pattern must contain as they are written: each literal word counts one, and so does a group
 * of alternatives; what is optional and gaps count nothing.
 */
export function fixedWordsOf(pattern: string): number {
  const tokens = pattern.match(/\([^()]*\)|\[[^[\]]*\]|[^\s()[\]]+/g) ?? [];
  return tokens.filter((token) => token !== "*" && !token.startsWith("[")).length;
}
