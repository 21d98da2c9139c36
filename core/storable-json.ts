/** JSON that Postgres stores as jsonb: without NUL and half surrogate pairs, which it refuses. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  // Both stand in JSON as escapes only; without one, nothing is to be taken out.
  if (!/\\u(0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one === "string") return storableText(one);
    if (typeof one !== "object" || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).map(([key, held]) => [storableText(key), held]));
  });
}

/** Text as Postgres stores it: without NUL, half a surrogate pair replaced. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\u{fffd}");
}
