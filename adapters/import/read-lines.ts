import { createReadStream } from "node:fs";

/** A line longer than this is no row; it is skipped without being held. */
const longestLine = 16 * 1024 * 1024;

/** `text` is null where the line was too long. Numbers count from 1, as editors do. */
export interface NumberedLine {
  number: number;
  text: string | null;
}

/** The lines of a UTF-8 file one by one, without a byte order mark and without empty ones. */
export async function* readLines(file: string): AsyncGenerator<NumberedLine> {
  let number = 1;
  let held: string | null = "";
  const decoder = new TextDecoder();
  for await (const chunk of createReadStream(file)) {
    const parts: string[] = decoder.decode(chunk, { stream: true }).split("\n");
    for (const [index, part] of parts.entries()) {
      if (index > 0) {
        if (held === null || held.trim() !== "") yield { number, text: held };
        number += 1;
        held = "";
      }
      if (held !== null) held = held.length + part.length > longestLine ? null : held + part;
    }
  }
  if (held !== null) held += decoder.decode();
  if (held === null || held.trim() !== "") yield { number, text: held };
}

/** How many lines a file has that `readLines` gives. */
export async function countLines(file: string): Promise<number> {
  let count = 0;
  for await (const _line of readLines(file)) count += 1;
  return count;
}
