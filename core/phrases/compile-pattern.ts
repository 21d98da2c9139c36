/** How many words a `*` may stand for. */
const gap = 4;

/**
 * Turns a phrase pattern into an expression over lower-case words joined by single spaces, each followed by a space.
 * `*` is a gap of up to four words, `(a|b c)` are alternatives, `word~` any ending, `[word]` is optional.
 * @throws for an unbalanced pattern.
 */
export function compilePattern(pattern: string): RegExp {
  const tokens = pattern.toLowerCase().match(/\([^()]*\)|\[[^[\]]*\]|\S+/g) ?? [];
  if (tokens.length === 0 || /[()[\]]/.test(pattern.replace(/\([^()]*\)|\[[^[\]]*\]/g, "")))
    throw new Error(`not a phrase: "${pattern}"`);
  return new RegExp(`(?<= |^)${tokens.map(compileToken).join("")}`, "gd");
}

function compileToken(token: string): string {
  if (token === "*") return `(?:\\S+ ){0,${gap}}?`;
  if (token.startsWith("(")) return `(?:${token.slice(1, -1).split("|").map(compileWords).join("|")})`;
  if (token.startsWith("[")) return `(?:${token.slice(1, -1).split("|").map(compileWords).join("|")})?`;
  return compileWords(token);
}

function compileWords(words: string): string {
  return words
    .trim()
    .split(/\s+/)
    .map((word) => {
      const stem = word.replace(/~$/, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      return word === "*" ? `(?:\\S+ ){0,${gap}}?` : `${stem}${word.endsWith("~") ? "\\S*" : ""} `;
    })
    .join("");
}
