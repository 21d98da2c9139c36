import { callFailure } from "@callscript/core/failure.ts";

/** Reads a stream to its end. @throws a final call failure past `maxBytes`. */
export async function readWhole(stream: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of stream) {
    length += part.length;
    if (length > maxBytes)
      throw callFailure(`the recording is larger than ${Math.round(maxBytes / 2 ** 20)} MiB`, {
        final: true,
      });
    parts.push(part);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
