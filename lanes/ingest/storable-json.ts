/** JSON that Postgres stores as jsonb: without NUL and half surrogate pairs, which it refuses. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one === "string") return storable(one);
    if (typeof one !== "object" || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).map(([key, held]) => [storable(key), held]));
  });
}

function storable(text: string): string {
  return text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "\u{fffd}");
}
