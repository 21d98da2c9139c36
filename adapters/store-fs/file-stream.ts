import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";

/** An open file as a web stream that reads ahead two chunks of 64 KiB; closes the file at its end or when let go. */
export function fileStream(
  file: FileHandle,
  { start, end }: { start: number; end: number | null } = { start: 0, end: null },
): ReadableStream<Uint8Array> {
  const stream = file.createReadStream({ start, ...(end === null ? {} : { end }), highWaterMark: 64 * 1024 });
  return Readable.toWeb(stream, { strategy: { highWaterMark: 2 } }) as ReadableStream<Uint8Array>;
}
