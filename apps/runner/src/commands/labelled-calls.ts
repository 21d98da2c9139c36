import path from "node:path";
import { type DatedCall, LabelledSetError, readLabelledSet } from "@callscript/evals/read-labelled-set.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { repositoryRoot } from "../repository-root.ts";

/**
 * The calls of a labelled set; of the built-in one where none is named.
 * @throws CommandError (64) naming the lines that are no labelled calls.
 */
export async function labelledCalls(
  given: string | null,
  day: string | null = null,
): Promise<{ file: string; calls: DatedCall[] }> {
  const file = given ?? path.join(repositoryRoot(), "evals/golden/calls.jsonl");
  try {
    return { file, calls: await readLabelledSet(file, day) };
  } catch (error) {
    const isOfTheFile = error instanceof LabelledSetError || (error instanceof Error && "code" in error);
    if (!isOfTheFile) throw error;
    throw new CommandError(`The set ${file} cannot be used. ${error.message}`, exitCodes.usage);
  }
}
