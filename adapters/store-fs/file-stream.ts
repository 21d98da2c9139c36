import type { FileHandle } from "node:fs/promises";

const chunkBytes = 64 * 1024;

/**
 * An open file, or its bytes from `start` to `end` (the last one of them), as a web stream that reads ahead two chunks of
 * 64 KiB; closes the file at its end, when a read fails and when let go.
 * (Not `Readable.toWeb`: on Node 20 a reader that lets go while it waits makes it throw where nobody can catch it.)
 */
export function fileStream(
  file: FileHandle,
  { start, end }: { start: number; end: number | null } = { start: 0, end: null },
): ReadableStream<Uint8Array> {
  let at = start;
  async function next(): Promise<Uint8Array | null> {
    const wanted = end === null ? chunkBytes : Math.min(chunkBytes, end + 1 - at);
    if (wanted <= 0) return null;
    const { bytesRead, buffer } = await file.read(new Uint8Array(wanted), 0, wanted, at);
    at += bytesRead;
    return bytesRead === 0 ? null : buffer.subarray(0, bytesRead);
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const chunk = await next();
          if (chunk !== null) return controller.enqueue(chunk);
          await file.close();
          controller.close();
        } catch (error) {
          // Let go of while it was read: there is nobody to tell.
          await file.close();
          controller.error(error);
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 2 },
  );
}
