import { readLine } from "@callscript/adapters/import/import-row.ts";
import { readLines } from "@callscript/adapters/import/read-lines.ts";
import { z } from "zod";

/** One way to talk to the judge of a call. */
const Trick = z.strictObject({
  family: z.string().min(1),
  says: z.enum(["agent", "caller"]),
  /** A turn of its own at the start, in the middle or at the end, or within a turn of the speaker's. */
  at: z.enum(["start", "middle", "end", "within"]),
  /** What a model that obeys does: finds nothing, finds what was not said, cites another line, answers nonsense. */
  obeys: z.enum(["clean", "invent", "wrong_line", "malformed"]),
  /** One turn, or several that the other side interrupts. */
  turns: z.array(z.string().min(1)).min(1),
});
export type Trick = z.infer<typeof Trick>;

/** Reads a set of tricks, one JSON object a line. @throws naming the line that is none. */
export async function readTricks(file: string): Promise<Trick[]> {
  const tricks: Trick[] = [];
  for await (const line of readLines(file)) {
    const read = readLine(line, Trick);
    if (!read.ok) throw new Error(`line ${line.number} is no trick: ${read.reason}`);
    tricks.push(read.row);
  }
  return tricks;
}
