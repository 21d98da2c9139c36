import { createReadStream } from "node:fs";

/** A line longer than this is no row; it is skipped without being held. */
const longestLine = 16 * 1024 * 1024;
const newline = 10;

/** A line that could be read, or why not. Numbers count from 1, as editors do. */
export type NumberedLine = { number: number; text: string } | { number: number; text: null; fault: string };

/** The lines of a UTF-8 file one by one, without a byte order mark; without empty ones unless they are asked for. */
export async function* readLines(file: string, { keepEmpty = false } = {}): AsyncGenerator<NumberedLine> {
  let number = 1;
  let held: Buffer[] = [];
  let heldBytes = 0;
  const hold = (piece: Buffer) => {
    heldBytes += piece.length;
    if (heldBytes > longestLine) held = [];
    else held.push(piece);
  };
  const release = (): NumberedLine | null => {
    const line = heldBytes > longestLine ? tooLong(number) : decoded(number, Buffer.concat(held));
    number += 1;
    held = [];
    heldBytes = 0;
    return line.text?.trim() === "" && !keepEmpty ? null : line;
  };
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      hold(chunk.subarray(from, at));
      const line = release();
      if (line) yield line;
      from = at + 1;
    }
    hold(chunk.subarray(from));
  }
  const last = release();
  if (last) yield last;
}

function tooLong(number: number): NumberedLine {
  return { number, text: null, fault: "longer than 16 MB" };
}

function decoded(number: number, bytes: Buffer): NumberedLine {
  try {
    return { number, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { number, text: null, fault: "not UTF-8" };
    throw error;
  }
}

/** How many lines a file has that `readLines` gives. */
export async function countLines(file: string): Promise<number> {
  let count = 0;
  for await (const _line of readLines(file)) count += 1;
  return count;
}
