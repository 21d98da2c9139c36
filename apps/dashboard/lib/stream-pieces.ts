/** Sends pieces, of text or of bytes, as they are read: the next is asked for when there is room for it, and none once the reader left. */
export function streamPieces(
  pieces: AsyncGenerator<string | Uint8Array, void, void>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = signal.aborted ? await pieces.return() : await pieces.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    async cancel() {
      await pieces.return();
    },
  });
}
