import { readLine } from "@callscript/adapters/import/import-row.ts";
import { readLines } from "@callscript/adapters/import/read-lines.ts";
import { type LabelledCall, LabelledLine } from "./labelled-call.ts";

/** A set that cannot be used: each fault with its line. */
export class LabelledSetError extends Error {
  override name = "LabelledSetError";
}

/** A call of a set, with the day by which its rules are chosen. */
export type DatedCall = LabelledCall & { date: string };

const mostFaultsTold = 5;

/**
 * Reads a labelled set, one JSON object a line. A call without a date is taken to be of `day` (`YYYY-MM-DD`, UTC): by
 * today's rules, yesterday's figures could not be measured again.
 * @throws LabelledSetError naming the lines that cannot be used and why; none of a line's words are in it.
 */
export async function readLabelledSet(file: string, day: string | null): Promise<DatedCall[]> {
  const calls: DatedCall[] = [];
  const lineOf = new Map<string, number>();
  const faults: string[] = [];
  let count = 0;
  const fault = (line: number, reason: string) => {
    count += 1;
    if (faults.length < mostFaultsTold) faults.push(`line ${line}: ${reason}`);
  };
  for await (const line of readLines(file)) {
    const read = readLine(line, LabelledLine);
    if (!read.ok) {
      fault(line.number, read.reason);
      continue;
    }
    const call = read.row;
    const first = lineOf.get(call.id);
    const date = call.date ?? day;
    if (first !== undefined) fault(line.number, `its id ${call.id} is that of line ${first}`);
    else if (date === null)
      fault(
        line.number,
        "no date, by which its rules are chosen: add one, or give all such calls --date YYYY-MM-DD",
      );
    else calls.push({ ...call, date });
    lineOf.set(call.id, first ?? line.number);
  }
  if (count > 0) {
    const more = count > faults.length ? [`and ${count - faults.length} more`] : [];
    throw new LabelledSetError(
      [
        `A labelled set is JSON Lines, one call a line (docs/formats.md), and this one has faults:`,
        ...faults,
        ...more,
      ].join("\n  "),
    );
  }
  if (calls.length === 0) throw new LabelledSetError("It holds no calls.");
  return calls;
}
