import type { EditedPattern, PatternList } from "./pattern-actions.ts";

/** A row of the editor; one that was written as an expression keeps its id and has no words. */
export interface PatternRow {
  key: string;
  id: string | null;
  words: string;
  expression: string | null;
  vertical: string;
}

let made = 0;

export function newRow(vertical: string): PatternRow {
  made += 1;
  return { key: `new ${made}`, id: null, words: "", expression: null, vertical };
}

export function rowsOf({ patterns }: PatternList): PatternRow[] {
  return patterns.map(({ id, words, pattern, vertical }) => ({
    key: id,
    id,
    words: words ?? "",
    expression: words === null ? pattern : null,
    vertical,
  }));
}

/** The list as it is sent: in its order, an expression by its id. */
export function listOf(rows: readonly PatternRow[]): EditedPattern[] {
  return rows.map(({ id, words, expression, vertical }) =>
    expression !== null && id !== null ? { id, vertical } : { words, vertical },
  );
}

/** Moves a row one place up or down; at an end nothing changes. */
export function moved(rows: readonly PatternRow[], at: number, by: -1 | 1): PatternRow[] {
  const to = at + by;
  const next = [...rows];
  const [one, other] = [next[at], next[to]];
  if (one === undefined || other === undefined) return next;
  next[at] = other;
  next[to] = one;
  return next;
}
