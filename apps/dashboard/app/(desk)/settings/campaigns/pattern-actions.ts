"use server";

import {
  listPatterns,
  patternsVersion,
  previewPatterns,
  savePatterns,
} from "@callscript/core/desk/patterns.sql.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requireActor } from "../../../../lib/session.ts";

/** A pattern as it is edited: words, or the id of one that was written as an expression. */
const Edited = z.union([
  z.object({ words: z.string().max(500), vertical: Vertical }),
  z.object({ id: z.uuid(), vertical: Vertical }),
]);
const List = z.array(Edited).max(200);
export type EditedPattern = { words: string; vertical: string } | { id: string; vertical: string };

export interface PatternList {
  patterns: { id: string; words: string | null; pattern: string; vertical: string }[];
  /** The list as it was read; it is replaced only while it is the same. */
  version: string;
}

export interface Preview {
  position: number;
  matching: number;
  changing: number;
  examples: string[];
}

export async function readPatterns(): Promise<PatternList> {
  await requireActor("admin");
  const db = database();
  const [patterns, [seen]] = await Promise.all([listPatterns.run(db), patternsVersion.run(db)]);
  return { patterns, version: seen?.version ?? "" };
}

/** What the list would decide, by place; a place without words decides nothing and has no answer. */
export async function preview(list: readonly EditedPattern[]): Promise<Preview[]> {
  const { email } = await requireActor("admin");
  return previewPatterns.run(database(), JSON.stringify(List.parse(list)), email);
}

/** Replaces the list and guesses anew; of how many campaigns, or null where somebody was first. */
export async function save(list: readonly EditedPattern[], version: string): Promise<number | null> {
  const { email } = await requireActor("admin");
  const [answer] = await savePatterns.run(
    database(),
    JSON.stringify(List.parse(list)),
    z.string().max(64).parse(version),
    email,
  );
  revalidatePath("/settings/campaigns");
  return answer?.changed ?? null;
}
