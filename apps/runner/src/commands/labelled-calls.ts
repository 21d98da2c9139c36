import { readFile } from "node:fs/promises";
import path from "node:path";
import { LabelledCall } from "@callscript/evals/labelled-call.ts";
import { CommandError, exitCodes } from "../exit-codes.ts";
import { repositoryRoot } from "../repository-root.ts";

/**
 * The calls of a labelled set; of the built-in one where none is named.
 * @throws CommandError (64) naming the line that is no labelled call.
 */
export async function labelledCalls(
  given: string | null,
): Promise<{ file: string; calls: (LabelledCall & { date: string })[] }> {
  const file = given ?? path.join(repositoryRoot(), "evals/golden/calls.jsonl");
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new CommandError(`The set ${file} cannot be read: ${String(error)}`, exitCodes.usage);
  });
  const calls = text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const call = LabelledCall.parse(JSON.parse(line));
    const { date } = call;
    if (date === undefined) throw new CommandError(`${file}:${index + 1} has no date.`, exitCodes.usage);
    return [{ ...call, date }];
  });
  return { file, calls };
}
