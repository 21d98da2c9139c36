import { z } from "zod";
import { query } from "../query.ts";

const Pattern = z.object({
  id: z.uuid(),
  /** Words and phrases with commas between them; null: written as an expression, by which it is shown. */
  words: z.string().nullable(),
  pattern: z.string(),
  vertical: z.string(),
});

/** What campaigns' names are guessed by, the first that matches wins. */
export const listPatterns = query<[]>()(
  "list_patterns",
  Pattern,
  "select id, words, pattern, vertical from core.vertical_patterns order by priority, pattern",
);

export const patternsVersion = query<[]>()(
  "patterns_version",
  z.object({ version: z.string() }),
  "select core.patterns_version() as version",
);

/** What a list would decide, by its places: campaigns, those of them that would change, three names. Admins only. */
export const previewPatterns = query<[patterns: string, actor: string]>()(
  "preview_patterns",
  z.object({ position: z.int(), matching: z.int(), changing: z.int(), examples: z.array(z.string()) }),
  `select place as "position", matching, changing, examples from core.preview_patterns($1::jsonb, $2)`,
);

/** Replaces the list where it still is what was seen, and guesses anew; null: somebody was first. Admins only. */
export const savePatterns = query<[patterns: string, seen: string, actor: string]>()(
  "save_patterns",
  z.object({ changed: z.int().nullable() }),
  "select core.save_patterns($1::jsonb, $2, $3) as changed",
);
