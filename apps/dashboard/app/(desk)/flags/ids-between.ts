/** The ids from one row to another, both included, whichever stands first; the second alone where the first is gone. */
export function idsBetween(rows: readonly { id: string }[], from: string, to: string): string[] {
  const places = [from, to].map((id) => rows.findIndex((row) => row.id === id));
  const [first = -1, second = -1] = places;
  if (second < 0) return [];
  if (first < 0) return [to];
  return rows.slice(Math.min(first, second), Math.max(first, second) + 1).map(({ id }) => id);
}
